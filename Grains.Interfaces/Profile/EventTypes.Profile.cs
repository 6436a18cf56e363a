namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType OnboardingStepCompleted { get; } = new("onboarding.step_completed", "A step of the onboarding was completed.")
    {
        Data = [new("step", "its key")],
    };

    public static EventType OnboardingStepReopened { get; } = new("onboarding.step_reopened", "A step of the onboarding is open again.")
    {
        Data = [new("step", "its key")],
    };

    public static EventType CompanyChanged { get; } = new("organization.company_changed", "The company details were changed.")
    {
        Changes =
        [
            new("legalName", "the legal name", IsNullable: true),
            new("website", "the website", IsNullable: true),
            new("size", "how many people work there", IsNullable: true),
            new("address", "the postal address in one line", IsNullable: true),
        ],
    };

    public static EventType MetadataChanged { get; } = new("organization.metadata_changed", "The metadata was changed.")
    {
        Data = [new("keys", "the keys that were set, changed or removed, joined by spaces")],
    };
}
