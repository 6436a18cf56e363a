using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>What an organization knows of what is beyond its limits; the rest is in the records of its members and projects.</summary>
[GenerateSerializer, Immutable, Alias("FreezeBasis")]
public sealed record FreezeBasis
{
    /// <summary>The number of the last decision that it shows.</summary>
    [Id(0)]
    public required long Order { get; init; }

    /// <summary>The meters whose limit is hard, and exceeded or perhaps so: how many are allowed, and how many there are.</summary>
    [Id(1)]
    public required ImmutableSortedDictionary<string, Allowance> Exceeded { get; init; }

    /// <summary>How many environments a project may write to; null for no limit.</summary>
    [Id(2)]
    public required long? Environments { get; init; }

    [Id(3)]
    public required ImmutableArray<UserId> Admins { get; init; }

    /// <summary>
    /// What is decided but perhaps not carried out yet, by the key of the record: the ordinal of what is to be made, null for what is
    /// to go.
    /// </summary>
    [Id(4)]
    public required ImmutableDictionary<string, long?> Announced { get; init; }
}

/// <summary>How many of a meter are allowed, and how many there are.</summary>
[GenerateSerializer, Immutable, Alias("Allowance")]
public sealed record Allowance([property: Id(0)] long Limit, [property: Id(1)] long Used);

/// <summary>Where the frozen part of a meter's items begins.</summary>
/// <param name="After">What has a higher ordinal is frozen; admins never are.</param>
/// <param name="Surplus">How many that are.</param>
[GenerateSerializer, Immutable, Alias("FreezeLine")]
public sealed record FreezeLine([property: Id(0)] long After, [property: Id(1)] long Surplus);

/// <summary>The part of a preview that the organization can tell, and what the rest is worked out from.</summary>
[GenerateSerializer, Immutable, Alias("Rehearsal")]
public sealed record Rehearsal
{
    /// <summary>The preview; of what would be frozen it names what the product counts.</summary>
    [Id(0)]
    public required SubscriptionPreview Preview { get; init; }

    /// <summary>The organization as it would be then.</summary>
    [Id(1)]
    public required FreezeBasis Then { get; init; }
}
