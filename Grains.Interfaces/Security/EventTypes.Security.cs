namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType OrganizationSecurityChanged { get; } = new(
        "organization.security_changed", "What the organization demands of its members was changed.")
    {
        Changes = [new("requireSecondFactor", "whether they must sign in with a second factor: true or false")],
    };
}
