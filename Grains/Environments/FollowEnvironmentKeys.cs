using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes an environment's new key known, and forgets those that belong to it no more.</summary>
internal sealed record FollowEnvironmentKeys(
    OrganizationId Organization, ProjectId Project, EnvironmentId Environment, ImmutableArray<string> Added, ImmutableArray<string> Ended) : Message
{
    [JsonIgnore]
    public override string Receiver => $"environment-keys/{Environment}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        if (!Added.IsEmpty)
            await grains.EnvironmentKeys().Add(Organization, Project, Added);
        if (!Ended.IsEmpty)
            await grains.EnvironmentKeys().Forget(Ended);
        return null;
    }
}
