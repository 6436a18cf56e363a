using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial record OrganizationState
{
    /// <summary>How many email domains an organization can have. One takes 300 bytes of the record.</summary>
    public const int MostDomains = 10;

    /// <summary>The email domains, the oldest first.</summary>
    public ImmutableArray<EmailDomain> Domains { get; init; } = [];

    public EmailDomain? Domain(string name) => Domains.FirstOrDefault(domain => domain.Name == name);

    /// <summary>Who may join by a domain.</summary>
    public Enrolment EnrolmentBy(string domain)
        => Domain(domain) is { VerifiedAt: not null, Enrolment: var enrolment } ? enrolment : Enrolment.None;

    /// <summary>Whether somebody may join by a domain: who asks, also where everybody is taken in.</summary>
    public bool LetsIn(string domain, bool automatically)
        => EnrolmentBy(domain) is var enrolment && (enrolment == Enrolment.Automatic || (enrolment == Enrolment.Suggested && !automatically));
}
