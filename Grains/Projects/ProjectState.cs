using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>A project with its environments, which are few: their number is bounded by the plan.</summary>
internal sealed record ProjectState
{
    public bool Created { get; init; }

    public string Name { get; init; } = "";

    public ImmutableArray<EnvironmentView> Environments { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public static ProjectState From(NewProject project, DateTimeOffset createdAt) => new()
    {
        Created = true,
        Name = project.Name,
        Environments = [.. project.Environments.Select(From)],
        CreatedAt = createdAt,
    };

    public static EnvironmentView From(NewEnvironment environment)
        => new() { Id = environment.Id, Name = environment.Name, Key = environment.Key };

    public ProjectView View(ProjectId id, long revision) => new()
    {
        Id = id,
        Name = Name,
        Environments = Environments,
        CreatedAt = CreatedAt,
        Revision = revision,
    };
}
