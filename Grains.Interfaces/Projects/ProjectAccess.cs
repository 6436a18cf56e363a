using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>What one project says about access.</summary>
[GenerateSerializer, Immutable, Alias("ProjectAccess")]
public sealed record ProjectAccess
{
    /// <summary>Counts the organization's projects in the order they were made.</summary>
    [Id(0)]
    public long Ordinal { get; init; }

    /// <summary>The roles that teams hold on the project.</summary>
    [Id(1)]
    public ImmutableDictionary<TeamId, Role> TeamRoles { get; init; } = ImmutableDictionary<TeamId, Role>.Empty;
}
