namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType PoolUserRetried { get; } = new("pool_user.retried", "An operator had the pool outside told again about a user.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.User,
    };

    public static EventType PoolUserDropped { get; } = new(
        "pool_user.dropped", "An operator gave up telling the pool outside about a user.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.User,
    };
}
