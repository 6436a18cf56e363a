using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes a project that its organization has counted, and makes the keys of its environments known.</summary>
internal sealed record MakeProject(OrganizationId Organization, NewProject Project, DateTimeOffset CreatedAt) : Message
{
    [JsonIgnore]
    public override string Receiver => ReceiverOf(Organization);

    // One for all projects of an organization: what was archived first has stopped before anything takes its place, so that at no
    // moment are more projects in use than the plan allows.
    public static string ReceiverOf(OrganizationId organization) => $"projects/{organization}";

    // At the same time: a known key of a project that is not there yet is no key, and both are written in one go.
    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        var keys = grains.EnvironmentKeys().Add(Organization, Project.Id, [.. Project.Environments.Select(environment => environment.Key)]);
        var made = await grains.Project(Organization, Project.Id).Create(Project, CreatedAt);
        await keys;
        return made.Error;
    }

    /// <summary>The project as it will be.</summary>
    public ProjectView View() => ProjectState.From(Project, CreatedAt).View(Project.Id, revision: 1);
}
