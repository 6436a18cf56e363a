namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    private static readonly LogKind[] AnyLog = [LogKind.Organization, LogKind.User, LogKind.Operators];

    public static EventType LogHeadSigned { get; } = new("log.head_signed", "The log signed what it had come to, as it does every day on which something was appended.")
    {
        Logs = [.. AnyLog],
        Subject = EventSubject.Log,
        Data =
        [
            new("sequence", "the number of the event that was the last one"),
            new("id", "its id"),
            new("hash", "its hash"),
            new("signature", "a compact JWS over the log, sequence, id, hash and time, by a key of /.well-known/tenantry-log-keys.json"),
        ],
    };

    public static EventType EventRedacted { get; } = new("event.redacted", "The content of an event was erased; its place and its digest remain.")
    {
        Logs = [.. AnyLog],
        Subject = EventSubject.For<EventId>("event"),
        Data = [new("sequence", "the number of the event"), new("type", "its type"), new("reason", "why, as the operator gave it")],
    };

    public static EventType AuditExportCreated { get; } = new("audit.export_created", "An export of the log was ordered.")
    {
        Logs = [.. AnyLog],
        Subject = EventSubject.For<ExportId>("export"),
        Data =
        [
            new("format", "ndjson or csv"),
            new("first", "the number of the first event of its range"),
            new("last", "the number of the last"),
            new("filtered", "true when it leaves events out"),
        ],
    };
}
