namespace Tenantry.Grains.Interfaces;

/// <summary>Puts a project away.</summary>
[GenerateSerializer, Immutable, Alias("ArchiveProjectCommand")]
public sealed record ArchiveProject : Command<ProjectView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required ProjectId Project { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Takes an archived project back into use.</summary>
[GenerateSerializer, Immutable, Alias("RestoreProjectCommand")]
public sealed record RestoreProject : Command<ProjectView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required ProjectId Project { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Gives a user or a team a role on a project, in place of the one they hold.</summary>
[GenerateSerializer, Immutable, Alias("GiveProjectRoleCommand")]
public sealed record GiveProjectRole : Command<ProjectRoleView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required ProjectId Project { get; init; }

    [Id(2)]
    public required RoleHolder Holder { get; init; }

    /// <summary>As typed.</summary>
    [Id(3)]
    public required string Role { get; init; }

    [Id(4)]
    public required Actor Actor { get; init; }
}

/// <summary>Takes a role on a project away from a user or a team.</summary>
[GenerateSerializer, Immutable, Alias("TakeProjectRoleCommand")]
public sealed record TakeProjectRole : Command<Done>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required ProjectId Project { get; init; }

    [Id(2)]
    public required RoleHolder Holder { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}
