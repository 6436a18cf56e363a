namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType SessionStarted { get; } = new(
        "session.started", "The owner of an account signed in. Tokens that follow from that make no event.")
    {
        Logs = [LogKind.User, LogKind.Operators],
        Subject = EventSubject.Session,
        Data =
        [
            new("methods", "how they proved who they are, by the names of RFC 8176, joined by spaces"),
            new("client", "the app client; null for one that is not registered", IsNullable: true),
        ],
    };

    public static EventType SessionEnded { get; } = new("session.ended", "A session was ended before its time.")
    {
        Logs = [LogKind.User, LogKind.Operators],
        Subject = EventSubject.Session,
    };

    public static EventType AccountSessionsEnded { get; } = new(
        "account.sessions_ended", "All sessions of the account were ended, or all but one.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
        Data = [new("except", "the session that goes on; null for none", IsNullable: true)],
    };
}
