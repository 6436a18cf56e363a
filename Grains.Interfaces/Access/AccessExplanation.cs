using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>The answer to an <see cref="AccessQuestion"/> with everything that led to it.</summary>
[GenerateSerializer, Immutable, Alias("AccessExplanation")]
public sealed record AccessExplanation
{
    [Id(0)]
    public required UserId User { get; init; }

    [Id(1)]
    public required string Permission { get; init; }

    [Id(2)]
    public required ProjectId? Project { get; init; }

    [Id(3)]
    public required bool Allowed { get; init; }

    [Id(4)]
    public required AccessReason Reason { get; init; }

    /// <summary>The answer in a sentence for a person.</summary>
    [Id(5)]
    public required string Because { get; init; }

    /// <summary>Everything that the user holds here, the strongest that grants the permission first.</summary>
    [Id(6)]
    public ImmutableArray<AccessSource> Sources { get; init; } = [];

    /// <summary>What must hold besides, in the order in which it is asked.</summary>
    [Id(7)]
    public ImmutableArray<AccessGate> Gates { get; init; } = [];
}

/// <summary>Where something that a user holds comes from.</summary>
[GenerateSerializer, Alias("AccessSourceKind")]
[JsonConverter(typeof(CamelCaseEnumConverter<AccessSourceKind>))]
public enum AccessSourceKind
{
    /// <summary>The membership's own built-in role.</summary>
    Role,

    /// <summary>A custom role of the membership's own.</summary>
    CustomRole,

    /// <summary>The built-in role of a team the user is in.</summary>
    TeamRole,

    /// <summary>A custom role of a team the user is in.</summary>
    TeamCustomRole,

    /// <summary>The user's own role on the project.</summary>
    ProjectRole,

    /// <summary>The role that a team the user is in holds on the project.</summary>
    TeamProjectRole,
}

/// <summary>One thing that a user holds, and what it means for the question.</summary>
[GenerateSerializer, Immutable, Alias("AccessSource")]
public sealed record AccessSource
{
    [Id(0)]
    public required AccessSourceKind Kind { get; init; }

    /// <summary>The built-in role; null for a custom role.</summary>
    [Id(1)]
    public Role? Role { get; init; }

    /// <summary>The custom role's key; null for a built-in role.</summary>
    [Id(2)]
    public string? CustomRole { get; init; }

    /// <summary>The team it comes from; null when it is the user's own.</summary>
    [Id(3)]
    public TeamId? Team { get; init; }

    /// <summary>Whether it grants the permission.</summary>
    [Id(4)]
    public required bool Grants { get; init; }

    /// <summary>Whether it is the one that the answer rests on: the strongest that grants the permission.</summary>
    [Id(5)]
    public bool Decides { get; init; }

    /// <summary>What it is, in a sentence for a person.</summary>
    [Id(6)]
    public required string Because { get; init; }
}

/// <summary>What must hold besides a role.</summary>
[GenerateSerializer, Alias("AccessGateKind")]
[JsonConverter(typeof(CamelCaseEnumConverter<AccessGateKind>))]
public enum AccessGateKind
{
    Suspension,
    Feature,
    MemberFreeze,
    ProjectFreeze,
    Account,
}

/// <summary>One thing that must hold besides a role, and whether it does.</summary>
[GenerateSerializer, Immutable, Alias("AccessGate")]
public sealed record AccessGate
{
    [Id(0)]
    public required AccessGateKind Kind { get; init; }

    [Id(1)]
    public required bool Passed { get; init; }

    /// <summary>The feature of <see cref="AccessGateKind.Feature"/>; null otherwise.</summary>
    [Id(2)]
    public string? Feature { get; init; }

    /// <summary>What it is, in a sentence for a person.</summary>
    [Id(3)]
    public required string Because { get; init; }
}
