using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>What one membership says about access.</summary>
[GenerateSerializer, Immutable, Alias("MemberAccess")]
public sealed record MemberAccess
{
    /// <summary>The user's own roles; the built-in one is always there.</summary>
    [Id(0)]
    public required RoleSet Roles { get; init; }

    /// <summary>The user's own roles on projects.</summary>
    [Id(1)]
    public ImmutableDictionary<ProjectId, Role> ProjectRoles { get; init; } = ImmutableDictionary<ProjectId, Role>.Empty;

    /// <summary>The teams the user is in.</summary>
    [Id(2)]
    public ImmutableArray<TeamId> Teams { get; init; } = [];

    /// <summary>Counts the organization's members in the order they joined; a rejoining member gets a new one.</summary>
    [Id(3)]
    public required long Ordinal { get; init; }
}
