namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType OrganizationCreated { get; } = new("organization.created", "An organization was founded.")
    {
        Data = [new("name", "its name"), new("slug", "its slug"), new("plan", "the plan it begins with")],
    };

    public static EventType OrganizationSuspended { get; } = new("organization.suspended", "An operator suspended the organization.")
    {
        Data = [new("reason", "why")],
    };

    public static EventType OrganizationReactivated { get; } = new("organization.reactivated", "An operator ended the suspension.");
}
