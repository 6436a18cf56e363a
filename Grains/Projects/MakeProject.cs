using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes a project that its organization has counted.</summary>
internal sealed record MakeProject(OrganizationId Organization, NewProject Project, DateTimeOffset CreatedAt) : Message
{
    [JsonIgnore]
    public override string Receiver => $"{Organization}/{Project.Id}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
        => (await grains.Project(Organization, Project.Id).Create(Project, CreatedAt)).Error;

    /// <summary>The project as it will be.</summary>
    public ProjectView View() => ProjectState.From(Project, CreatedAt).View(Project.Id, revision: 1);
}
