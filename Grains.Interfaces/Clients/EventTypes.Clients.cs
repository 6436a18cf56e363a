namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType ClientCreated { get; } = new("client.created", "An app client was registered.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Client,
        Data = [new("name", "its name"), new("type", "public or confidential")],
    };

    public static EventType ClientChanged { get; } = new("client.changed", "An app client was changed.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Client,
        Data = [new("name", "its name")],
        Changes =
        [
            new("name", "its name"),
            new("grants", "how it may get tokens, joined by spaces"),
            new("origins", "the web pages whose scripts may call the API, joined by spaces"),
            new("audiences", "whom its tokens can be for, joined by spaces"),
        ],
    };

    public static EventType ClientRotated { get; } = new("client.rotated", "An app client has a new secret.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Client,
        Data =
        [
            new("name", "its name"),
            new("previousValidUntil", "until when the secret before is good; null when it ended at once", IsNullable: true),
        ],
    };

    public static EventType ClientRemoved { get; } = new("client.removed", "An app client was removed; it gets no more tokens.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Client,
        Data = [new("name", "its name")],
    };
}
