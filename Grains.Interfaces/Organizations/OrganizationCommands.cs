namespace Tenantry.Grains.Interfaces;

/// <summary>Everything that the commit of a sign-up needs; the ids are chosen beforehand, so that a repetition is recognized.</summary>
[GenerateSerializer, Immutable, Alias("FoundOrganization")]
public sealed record FoundOrganization
{
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public required string Slug { get; init; }

    [Id(2)]
    public required Plan Plan { get; init; }

    [Id(3)]
    public required Founder Founder { get; init; }

    [Id(4)]
    public required NewProject Project { get; init; }
}

/// <summary>The first user of an organization.</summary>
[GenerateSerializer, Immutable, Alias("Founder")]
public sealed record Founder
{
    [Id(0)]
    public required UserId Id { get; init; }

    /// <summary>As typed, trimmed and in NFC.</summary>
    [Id(1)]
    public required string Email { get; init; }

    /// <summary>The normalized address, which is claimed; null for a user who exists already.</summary>
    [Id(2)]
    public string? EmailKey { get; init; }

    [Id(3)]
    public string? Name { get; init; }

    /// <summary>The hash, never the password; null for a user who exists already, empty for one who has no password here.</summary>
    [Id(4)]
    public string? PasswordHash { get; init; }

    /// <summary>What the pool outside is told about the new user; null when there is none.</summary>
    [Id(5)]
    public PoolNews? Pool { get; init; }

    /// <summary>Whether the address is about to be verified, so that no mail is needed for it.</summary>
    [Id(6)]
    public bool IsProven { get; init; }

    public override string ToString() => Id.Value;
}

/// <summary>Changes to an organization; a member that is null is left as it is.</summary>
[GenerateSerializer, Immutable, Alias("OrganizationChanges")]
public sealed record OrganizationChanges
{
    [Id(0)]
    public string? Name { get; init; }

    /// <summary>The slug as typed.</summary>
    [Id(1)]
    public string? Slug { get; init; }
}
