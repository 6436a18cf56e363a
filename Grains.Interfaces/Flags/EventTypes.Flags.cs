namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType FlagSwitched { get; } = new("flag.switched", "A feature flag was switched.")
    {
        Data = [new("flag", "its key"), new("by", "organization: by its own admins; override: by an operator")],
        Changes = [new("enabled", "on or off; null for as the plan and the product have it", IsNullable: true)],
    };
}
