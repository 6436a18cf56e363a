namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType DomainAdded { get; } = new("domain.added", "An email domain was added.")
    {
        Data =
        [
            new("domain", "the email domain"),
            new("enrolment", "who is let in by it once it is verified: none, suggested or automatic"),
        ],
    };

    public static EventType DomainVerified { get; } = new("domain.verified", "An email domain was proved to be the organization's.")
    {
        Data = [new("domain", "the email domain")],
    };

    public static EventType DomainChanged { get; } = new("domain.changed", "Who is let in by an email domain was changed.")
    {
        Data = [new("domain", "the email domain")],
        Changes = [new("enrolment", "none, suggested or automatic")],
    };

    public static EventType DomainRemoved { get; } = new("domain.removed", "An email domain was removed.")
    {
        Data = [new("domain", "the email domain")],
    };

    public static EventType DomainJoinRefused { get; } = new(
        "domain.join_refused", "Somebody with an address in a verified domain could not be let in, since no seat is left.")
    {
        Data = [new("domain", "the email domain"), new("user", "who"), new("meter", "what is used up")],
    };
}
