namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType MailRetried { get; } = new("mail.retried", "An operator had a mail sent again that has not left yet.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Mail,
        Data = [new("kind", "what kind of mail it is")],
    };

    public static EventType MailDropped { get; } = new("mail.dropped", "An operator gave up a mail that has not left yet.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Mail,
        Data = [new("kind", "what kind of mail it is")],
    };
}
