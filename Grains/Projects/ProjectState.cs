using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>A project with its environments, which are few: their number is bounded by the plan.</summary>
internal sealed record ProjectState
{
    /// <summary>The longest name of an environment, in UTF-16 code units.</summary>
    public const int LongestEnvironmentName = 40;

    /// <summary>How many teams can hold a role on one project, so that its record stays small.</summary>
    public const int MostTeamRoles = 200;

    public bool Created { get; init; }

    public string Name { get; init; } = "";

    public ImmutableArray<ProjectEnvironment> Environments { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The project's number in the organization, in the order of making.</summary>
    public long Ordinal { get; init; }

    /// <summary>When the organization put it away; null while it is in use.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>The order of the last decision of the organization that was carried out here.</summary>
    public long Order { get; init; }

    /// <summary>The roles that teams hold on the project.</summary>
    public ImmutableDictionary<TeamId, Role> TeamRoles { get; init; } = ImmutableDictionary<TeamId, Role>.Empty;

    [JsonIgnore]
    public ProjectStatus Status => ArchivedAt is null ? ProjectStatus.Active : ProjectStatus.Archived;

    public static ProjectState From(NewProject project, DateTimeOffset createdAt) => new()
    {
        Created = true,
        Name = project.Name,
        Environments = [.. project.Environments.Select(ProjectEnvironment.From)],
        CreatedAt = createdAt,
        Ordinal = project.Ordinal,
    };

    public ProjectEnvironment? Find(EnvironmentId id) => Environments.FirstOrDefault(environment => environment.Id == id);

    /// <summary>Whether another environment has this name; upper and lower case are the same.</summary>
    public bool HasNamed(string name, EnvironmentId except)
        => Environments.Any(environment => environment.Id != except && string.Equals(environment.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>With one environment changed.</summary>
    public ProjectState With(ProjectEnvironment changed)
        => this with { Environments = [.. Environments.Select(environment => environment.Id == changed.Id ? changed : environment)] };

    /// <summary>The highest role on this project that a member holds by themselves or by their teams; null for none.</summary>
    public Role? HighestRole(Role? own, ImmutableArray<TeamId> teams)
        => teams.Select(team => TeamRoles.TryGetValue(team, out var role) ? role : (Role?)null).Append(own).Max();

    /// <summary>What it says about access; null while there is no such project.</summary>
    public ProjectAccess? Access() => Created ? new() { Ordinal = Ordinal, TeamRoles = TeamRoles } : null;

    public ProjectView View(ProjectId id, long revision) => new()
    {
        Id = id,
        Name = Name,
        Environments = [.. Environments.Select(environment => environment.View())],
        CreatedAt = CreatedAt,
        Revision = revision,
        Status = Status,
        ArchivedAt = ArchivedAt,
    };
}
