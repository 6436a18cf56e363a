using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes a team that the access policy has counted.</summary>
internal sealed record MakeTeam(OrganizationId Organization, TeamId Team, string Name, DateTimeOffset CreatedAt, long Order) : Message, ITeamDecision
{
    [JsonIgnore]
    public override string Receiver => Team.Value;

    [JsonIgnore]
    public string? CalledFromNow => Name;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        // An id can be used again by a repeated command whose team was deleted meanwhile, which an outdated activation overlooks.
        if (!await grains.Team(Organization, Team).Create(Name, CreatedAt, Order))
            await grains.AccessPolicy(Organization).ForgetTeam(Team);
        return null;
    }

    /// <summary>The team as it will be.</summary>
    public TeamView View() => new() { Id = Team, Name = Name, CreatedAt = CreatedAt, Revision = Order };
}
