using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>What of an account a pool outside follows.</summary>
[GenerateSerializer, Immutable, Alias("PoolAccount")]
public sealed record PoolAccount
{
    /// <summary>Whether there is an account; one that was closed is deleted in the pool.</summary>
    [Id(0)]
    public required bool Exists { get; init; }

    [Id(1)]
    public required string Email { get; init; }

    [Id(2)]
    public required bool EmailVerified { get; init; }

    [Id(3)]
    public required bool Enabled { get; init; }

    /// <summary>The organizations, the first joined first.</summary>
    [Id(4)]
    public required ImmutableArray<OrganizationId> Organizations { get; init; }

    // Addresses are not for logs.
    public override string ToString() => nameof(PoolAccount);
}
