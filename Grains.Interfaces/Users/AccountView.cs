using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>A user's account as operators see it.</summary>
[GenerateSerializer, Immutable, Alias("AccountView")]
public sealed record AccountView
{
    [Id(0)]
    public required UserId Id { get; init; }

    [Id(1)]
    public required string Email { get; init; }

    /// <summary>Whether the user has proven that the address is theirs.</summary>
    [Id(2)]
    public required bool EmailVerified { get; init; }

    [Id(3)]
    public string? Name { get; init; }

    /// <summary>Whether the account is closed to its owner, in every organization.</summary>
    [Id(4)]
    public required bool Disabled { get; init; }

    /// <summary>Why it is; null when it is not.</summary>
    [Id(5)]
    public string? DisabledReason { get; init; }

    /// <summary>Whether a code is asked for at every log-in.</summary>
    [Id(6)]
    public required bool SecondFactor { get; init; }

    /// <summary>The organizations the user belongs to, the first joined first.</summary>
    [Id(7)]
    public ImmutableArray<OrganizationId> Organizations { get; init; } = [];

    [Id(8)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts the changes of this view, from 1; the ETag is made of it.</summary>
    [Id(9), JsonIgnore]
    public long Revision { get; init; }
}
