using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells the rosters of projects that a member's roles there have changed.</summary>
internal sealed record FollowProjectRoles(OrganizationId Organization, UserId User, ImmutableArray<ProjectId> Projects) : Message
{
    [JsonIgnore]
    public override string Receiver => "project-roster";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.ProjectRoster().Follow(Organization, User, Projects);
        return null;
    }
}
