namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType AccountCreated { get; } = new(
        "account.created", "An account was made for somebody. Of one that signed itself up, its organization's first events tell.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType AccountRenamed { get; } = new("account.renamed", "The account has another name.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
        Changes = [new("name", "the name; null for none", IsNullable: true)],
    };

    public static EventType AccountVerificationAsked { get; } = new(
        "account.verification_asked", "Another mail was asked for by which the address can be verified.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType AccountEmailVerified { get; } = new("account.email_verified", "The address was proved to be its owner's.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType AccountEmailChangeAsked { get; } = new(
        "account.email_change_asked", "Another address was asked for; it has yet to be proved.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType AccountEmailChanged { get; } = new("account.email_changed", "The account has another address.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
        Changes = [new("email", "the address")],
    };

    public static EventType AccountPasswordChanged { get; } = new(
        "account.password_changed", "The password was changed by whoever knew it, which ends every session.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType AccountPasswordResetAsked { get; } = new(
        "account.password_reset_asked", "A mail was written by whose link the password can be set anew.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType AccountPasswordReset { get; } = new(
        "account.password_reset", "The password was set anew by the link of a mail, which ends every session.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType AccountDisabled { get; } = new("account.disabled", "The account was closed to its owner.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
        Data = [new("reason", "why; for operators")],
    };

    public static EventType AccountEnabled { get; } = new("account.enabled", "The account was opened to its owner again.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType AccountClosed { get; } = new("account.closed", "The account was closed for good.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType AccountYielded { get; } = new(
        "account.yielded", "The account ended: it was never verified or used, and somebody else proved that the address is theirs.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };
}
