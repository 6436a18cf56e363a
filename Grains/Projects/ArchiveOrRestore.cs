using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells a project that its organization has archived or restored it.</summary>
internal sealed record ArchiveOrRestore(
    OrganizationId Organization, ProjectId Project, long Ordinal, DateTimeOffset? ArchivedAt, long Order) : Message
{
    [JsonIgnore]
    public override string Receiver => MakeProject.ReceiverOf(Organization);

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Project(Organization, Project).Follow(ArchivedAt, Order);
        return null;
    }
}
