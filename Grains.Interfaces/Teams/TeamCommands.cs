using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>Makes a team.</summary>
[GenerateSerializer, Immutable, Alias("CreateTeam")]
public sealed record CreateTeam : Command<TeamView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Changes a team.</summary>
[GenerateSerializer, Immutable, Alias("UpdateTeam")]
public sealed record UpdateTeam : Command<TeamView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required TeamId Team { get; init; }

    [Id(2)]
    public required TeamChanges Changes { get; init; }

    /// <summary>The entity tag that the caller has seen; null to change whatever there is.</summary>
    [Id(3)]
    public string? IfTag { get; init; }

    [Id(4)]
    public required Actor Actor { get; init; }
}

/// <summary>Gives a team other roles.</summary>
[GenerateSerializer, Immutable, Alias("SetTeamRoles")]
public sealed record SetTeamRoles : Command<TeamView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required TeamId Team { get; init; }

    /// <summary>The built-in role as typed; null for none.</summary>
    [Id(2)]
    public string? Role { get; init; }

    /// <summary>The keys of the custom roles.</summary>
    [Id(3)]
    public ImmutableArray<string> CustomRoles { get; init; } = [];

    [Id(5)]
    public required Actor Actor { get; init; }
}

/// <summary>Deletes a team.</summary>
[GenerateSerializer, Immutable, Alias("DeleteTeam")]
public sealed record DeleteTeam : Command<Done>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required TeamId Team { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Puts a member into a team. Whoever asks must hold what the team grants.</summary>
[GenerateSerializer, Immutable, Alias("AddTeamMember")]
public sealed record AddTeamMember : Command<Done>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required TeamId Team { get; init; }

    [Id(2)]
    public required UserId User { get; init; }

    [Id(4)]
    public required Actor Actor { get; init; }
}

/// <summary>Takes a member out of a team. Whoever asks must hold what the team grants.</summary>
[GenerateSerializer, Immutable, Alias("RemoveTeamMember")]
public sealed record RemoveTeamMember : Command<Done>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required TeamId Team { get; init; }

    [Id(2)]
    public required UserId User { get; init; }

    [Id(4)]
    public required Actor Actor { get; init; }
}
