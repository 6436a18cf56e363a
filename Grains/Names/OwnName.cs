namespace Tenantry.Grains;

/// <summary>What kind of name an organization can hold.</summary>
internal enum NameKind
{
    Slug,
    ExternalId,
    Domain,
}

/// <summary>How an organization stands to a name.</summary>
internal enum NameStatus
{
    /// <summary>Wished for, and claimed from the outbox; it counts as the organization's own until the claim says otherwise.</summary>
    Wanted,

    Held,

    /// <summary>Given up, but nobody else's before <see cref="OwnName.Until"/>.</summary>
    Leaving,

    /// <summary>Somebody else's. Kept only to tell who asked; the organization holds nothing by it.</summary>
    Refused,
}

/// <summary>A name that an organization holds worldwide, or wants to.</summary>
internal sealed record OwnName
{
    public required NameKind Kind { get; init; }

    /// <summary>The name, normalized.</summary>
    public required string Text { get; init; }

    public required NameStatus Status { get; init; }

    /// <summary>The number of the wish by which it is claimed; 0 for the slug of the sign-up.</summary>
    public required long Wish { get; init; }

    /// <summary>When a leaving name becomes free.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why it was refused.</summary>
    public ClaimAnswer? Refusal { get; init; }

    /// <summary>Who wished for it; null once that is decided.</summary>
    public Actor? By { get; init; }

    /// <summary>The display name that changes together with the slug; null for none.</summary>
    public string? Rename { get; init; }

    /// <summary>The key of the claim.</summary>
    public string Claim() => Kind switch
    {
        NameKind.Slug => GrainKeys.SlugClaimKey(Text),
        NameKind.ExternalId => GrainKeys.ExternalIdClaimKey(Text),
        NameKind.Domain => GrainKeys.DomainClaimKey(Text),
        _ => throw new InvalidOperationException($"No claim for a {Kind}."),
    };

    /// <summary>What a caller is told who did not get it.</summary>
    public Error Error()
    {
        var error = Kind switch
        {
            NameKind.Slug => Errors.SlugTaken(),
            NameKind.ExternalId => Errors.ExternalIdTaken(),
            NameKind.Domain => Errors.DomainTaken(),
            _ => throw new InvalidOperationException($"No error for a {Kind}."),
        };
        return Refusal == ClaimAnswer.Pending ? error with { RetryAfter = TimeSpan.FromSeconds(10) } : error;
    }
}
