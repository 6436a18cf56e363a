using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells the rosters that a member has joined or left teams. One message for all: a member is in at most fifty.</summary>
internal sealed record FollowTeams(OrganizationId Organization, UserId User, ImmutableArray<TeamId> Teams, DateTimeOffset? JoinedAt) : Message
{
    // One receiver for all rosters, so that they hear of joining and leaving in the order in which it happened.
    [JsonIgnore]
    public override string Receiver => "rosters";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Rosters().Follow(Organization, User, Teams, JoinedAt);
        return null;
    }
}
