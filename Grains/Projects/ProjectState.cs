using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>A project with its environments, which are few: their number is bounded by the plan.</summary>
internal sealed record ProjectState
{
    public bool Created { get; init; }

    public string Name { get; init; } = "";

    public ImmutableArray<EnvironmentView> Environments { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The project's number in the organization, in the order of making.</summary>
    public long Ordinal { get; init; }

    /// <summary>The roles that teams hold on the project.</summary>
    public ImmutableDictionary<TeamId, Role> TeamRoles { get; init; } = ImmutableDictionary<TeamId, Role>.Empty;

    /// <summary>What it says about access; null when there is none.</summary>
    public ProjectAccess? Access() => Created ? new() { Ordinal = Ordinal, TeamRoles = TeamRoles } : null;

    public static ProjectState From(NewProject project, DateTimeOffset createdAt) => new()
    {
        Created = true,
        Name = project.Name,
        Environments = [.. project.Environments.Select(From)],
        CreatedAt = createdAt,
        Ordinal = project.Ordinal,
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
