namespace Tenantry.Grains;

/// <summary>An email domain of an organization. Verified it is held as a name, so that nobody else can be.</summary>
internal sealed record EmailDomain
{
    private const string Place = "_tenantry.";
    private const string Text = "tenantry-domain-verification=";

    public required string Name { get; init; }

    /// <summary>What the DNS record has to say.</summary>
    public required string Token { get; init; }

    public required Enrolment Enrolment { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>Counts the changes, from 1.</summary>
    public required long Revision { get; init; }

    /// <summary>The name at which the proof is looked for.</summary>
    public static string ProofName(string domain) => Place + domain;

    /// <summary>The text that proves it.</summary>
    public static string ProofValue(string token) => Text + token;

    public DomainView View() => new()
    {
        Domain = Name,
        Status = VerifiedAt is null ? DomainStatus.Pending : DomainStatus.Verified,
        Enrolment = Enrolment,
        Proof = new DomainProof("TXT", ProofName(Name), ProofValue(Token)),
        CreatedAt = CreatedAt,
        VerifiedAt = VerifiedAt,
        Revision = Revision,
    };
}
