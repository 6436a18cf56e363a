using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>What of an organization decides about access. The organization is the truth; its access policy follows.</summary>
[GenerateSerializer, Immutable, Alias("OrganizationTerms")]
public sealed record OrganizationTerms
{
    [Id(0)]
    public required OrganizationStatus Status { get; init; }

    /// <summary>The features that the subscription, its overrides and the organization's own switches decide; others have the product's default.</summary>
    [Id(1)]
    public ImmutableSortedDictionary<string, bool> Features { get; init; } = ImmutableSortedDictionary<string, bool>.Empty;

    /// <summary>How many environments each project may write to, the oldest first; null for no limit.</summary>
    [Id(2)]
    public long? Environments { get; init; }

    /// <summary>
    /// What is frozen since a downgrade: members who are no admins and whose <see cref="MemberAccess.Ordinal"/> is above this can
    /// only read; null when none is.
    /// </summary>
    [Id(3)]
    public long? MembersFrozenAfter { get; init; }

    /// <summary>Projects whose ordinal is above this can only be read; null when none is frozen.</summary>
    [Id(4)]
    public long? ProjectsFrozenAfter { get; init; }

    /// <summary>Whether members must have signed in with a second factor.</summary>
    [Id(6)]
    public bool RequiresSecondFactor { get; init; }

    /// <summary>How many requests a minute may be about the organization; null for no limit.</summary>
    [Id(7)]
    public long? RequestsPerMinute { get; init; }

    /// <summary>Counts the changes of the terms; what is older than what is known is ignored.</summary>
    [Id(5)]
    public required long Ordinal { get; init; }
}
