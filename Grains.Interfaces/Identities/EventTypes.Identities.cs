namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType AccountIdentityLinked { get; } = new(
        "account.identity_linked", "Somebody known to an issuer outside is let in to the account.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };
}
