using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Gives a team another name.</summary>
internal sealed record RenameTeam(OrganizationId Organization, TeamId Team, string Name, long Order) : Message, ITeamDecision
{
    [JsonIgnore]
    public override string Receiver => Team.Value;

    [JsonIgnore]
    public string? CalledFromNow => Name;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Team(Organization, Team).Rename(Name, Order);
        return null;
    }
}
