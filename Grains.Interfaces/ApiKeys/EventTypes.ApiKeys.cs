namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType ApiKeyCreated { get; } = new("api_key.created", "An API key was made.")
    {
        Logs = [LogKind.Organization, LogKind.Operators],
        Subject = EventSubject.ApiKey,
        Data = [new("name", "its name"), new("scopes", "its scopes, joined by spaces")],
    };

    public static EventType ApiKeyChanged { get; } = new("api_key.changed", "An API key was changed.")
    {
        Logs = [LogKind.Organization, LogKind.Operators],
        Subject = EventSubject.ApiKey,
        Data = [new("name", "its name")],
        Changes =
        [
            new("name", "its name"),
            new("scopes", "its scopes, joined by spaces"),
            new("requestsPerMinute", "how many requests it may make in a minute; null for the plan's number", IsNullable: true),
        ],
    };

    public static EventType ApiKeyRotated { get; } = new("api_key.rotated", "An API key has a new text.")
    {
        Logs = [LogKind.Organization, LogKind.Operators],
        Subject = EventSubject.ApiKey,
        Data =
        [
            new("name", "its name"),
            new("previousValidUntil", "until when the text before is good; null when it ended at once", IsNullable: true),
        ],
    };

    public static EventType ApiKeyRevoked { get; } = new("api_key.revoked", "An API key was ended.")
    {
        Logs = [LogKind.Organization, LogKind.Operators],
        Subject = EventSubject.ApiKey,
    };
}
