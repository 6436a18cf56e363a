using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Ends a team that grants nothing any more.</summary>
internal sealed record DissolveTeam(OrganizationId Organization, TeamId Team, long Order) : Message, ITeamDecision
{
    [JsonIgnore]
    public override string Receiver => Team.Value;

    [JsonIgnore]
    public string? CalledFromNow => null;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Team(Organization, Team).Dissolve(Order);
        return null;
    }
}
