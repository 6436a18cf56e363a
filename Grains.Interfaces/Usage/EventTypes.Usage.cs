namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType LimitExceeded { get; } = new("limit.exceeded", "More is in use than a limit that only warns allows.")
    {
        Data = [new("meter", "what is counted"), new("limit", "how much the plan allows"), new("used", "how much is in use")],
    };
}
