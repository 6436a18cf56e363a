using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Puts a new member into the teams that the invitation named.</summary>
internal sealed record JoinTeams(OrganizationId Organization, UserId User, ImmutableArray<TeamId> Teams) : Message
{
    // The membership's own receiver, so that it is there by then.
    [JsonIgnore]
    public override string Receiver => $"{Organization}/{User}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        // A team that was deleted since the invitation takes nobody, and that is no fault.
        await Task.WhenAll(Teams.Select(team => grains.Team(Organization, team).AddMember(User, Actor.User(User))));
        return null;
    }
}
