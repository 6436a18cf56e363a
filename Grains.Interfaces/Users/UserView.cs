using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>A user as they see themselves.</summary>
[GenerateSerializer, Immutable, Alias("UserView")]
public sealed record UserView
{
    [Id(0)]
    public required UserId Id { get; init; }

    [Id(1)]
    public required string Email { get; init; }

    /// <summary>Whether the user has proven that the address is theirs.</summary>
    [Id(6)]
    public bool EmailVerified { get; init; }

    [Id(2)]
    public string? Name { get; init; }

    [Id(3)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The organizations the user belongs to, the first joined first.</summary>
    [Id(4), JsonIgnore]
    public ImmutableArray<OrganizationId> Organizations { get; init; } = [];

    /// <summary>Counts the changes of this view, from 1; the ETag is made of it.</summary>
    [Id(5), JsonIgnore]
    public long Revision { get; init; }
}

/// <summary>A user to be made.</summary>
[GenerateSerializer, Immutable, Alias("NewUser")]
public sealed record NewUser
{
    [Id(0)]
    public required string Email { get; init; }

    [Id(1)]
    public string? Name { get; init; }

    /// <summary>The hash, never the password; empty for a user who has no password here.</summary>
    [Id(2)]
    public required string PasswordHash { get; init; }

    /// <summary>The organization that is founded with the account; null when the account comes first.</summary>
    [Id(3)]
    public OrganizationId? Organization { get; init; }

    [Id(4)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The normalized address, when the user itself holds the claim on it; null when the organization does.</summary>
    [Id(5)]
    public string? ClaimedEmail { get; init; }

    /// <summary>The organization that the account is made for; null for none.</summary>
    [Id(6)]
    public MadeFor? MadeFor { get; init; }

    /// <summary>Whether the account need not mail its address to have it verified: it is about to be, or the sign-up sees to it.</summary>
    [Id(7)]
    public bool IsProven { get; init; }

    /// <summary>What the pool outside is told about the user; null when there is none.</summary>
    [Id(8)]
    public PoolNews? Pool { get; init; }

    /// <summary>Who makes the account; null when its owner does.</summary>
    [Id(9)]
    public Actor? MadeBy { get; init; }

    public override string ToString() => nameof(NewUser);
}

/// <summary>Changes to a user; a member that is null is left as it is.</summary>
[GenerateSerializer, Immutable, Alias("UserChanges")]
public sealed record UserChanges
{
    [Id(0)]
    public string? Name { get; init; }
}
