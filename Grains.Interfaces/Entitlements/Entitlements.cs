using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Everything that a product asks of a tenant's subscription: what is on, how many are allowed, how many are used.</summary>
[GenerateSerializer, Immutable, Alias("Entitlements")]
public sealed record Entitlements
{
    /// <summary>The plan's key, to be shown; never decide by it.</summary>
    [Id(0)]
    public required string Plan { get; init; }

    [Id(1)]
    public required SubscriptionStatus Status { get; init; }

    /// <summary>Every feature of the plan and every flag of the product.</summary>
    [Id(2)]
    public required ImmutableSortedDictionary<string, bool> Features { get; init; }

    /// <summary>Every meter that is limited or counted.</summary>
    [Id(3)]
    public required ImmutableSortedDictionary<string, Entitlement> Limits { get; init; }

    /// <summary>How many of a meter are frozen, readable and not writable, because they are beyond the limit; empty in most.</summary>
    [Id(4)]
    public required ImmutableSortedDictionary<string, long> Frozen { get; init; }

    /// <summary>Differs whenever anything of it differs; the ETag is made of it.</summary>
    [Id(5), JsonIgnore]
    public string Version { get; init; } = "";
}

/// <summary>One meter.</summary>
/// <param name="Limit">How many are allowed; null when there is no limit.</param>
/// <param name="Soft">Whether the limit only warns.</param>
/// <param name="Used">How many are in use or reserved; null for what is not counted here, such as environments, which each project counts for itself.</param>
[GenerateSerializer, Immutable, Alias("Entitlement")]
public sealed record Entitlement([property: Id(0)] long? Limit, [property: Id(1)] bool Soft, [property: Id(2)] long? Used);
