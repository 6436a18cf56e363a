using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>What the custom roles and the teams of an organization grant. Bounded, so that the record stays under 64 KB.</summary>
[JsonConverter(typeof(AccessPolicyJson))]
internal sealed record AccessPolicyState
{
    public const int MostTeams = 1000;
    public const int MostCustomRoles = 20;

    /// <summary>How many different permissions all custom roles together can name.</summary>
    public const int MostPermissions = 100;

    public ImmutableSortedDictionary<string, CustomRole> CustomRoles { get; init; }
        = ImmutableSortedDictionary.Create<string, CustomRole>(StringComparer.Ordinal);

    /// <summary>
    /// Every team that there is, with what it grants in the organization. A team that is not here grants nothing anywhere, whoever
    /// may still name it.
    /// </summary>
    public ImmutableDictionary<TeamId, RoleSet> Teams { get; init; } = ImmutableDictionary<TeamId, RoleSet>.Empty;

    /// <summary>Counts the decisions that are told to teams, so that an older one never undoes a newer one.</summary>
    public long Order { get; init; }
}
