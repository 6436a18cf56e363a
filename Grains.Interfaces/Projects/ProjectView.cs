using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>A copy of a project, such as production or development, whose data is its own.</summary>
[GenerateSerializer, Immutable, Alias("EnvironmentView")]
public sealed record EnvironmentView
{
    [Id(0)]
    public required EnvironmentId Id { get; init; }

    /// <summary>Unique in the project.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>The publishable key: says which environment a client speaks for; not a secret.</summary>
    [Id(2)]
    public required string Key { get; init; }
}

/// <summary>An app or product that an organization works on.</summary>
[GenerateSerializer, Immutable, Alias("ProjectView")]
public sealed record ProjectView
{
    [Id(0)]
    public required ProjectId Id { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public ImmutableArray<EnvironmentView> Environments { get; init; } = [];

    [Id(3)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts the changes of this view, from 1; the ETag is made of it.</summary>
    [Id(4), JsonIgnore]
    public long Revision { get; init; }
}

/// <summary>An environment to be made; its id and key are chosen beforehand.</summary>
[GenerateSerializer, Immutable, Alias("NewEnvironment")]
public sealed record NewEnvironment
{
    [Id(0)]
    public required EnvironmentId Id { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public required string Key { get; init; }
}

/// <summary>A project to be made; its id is chosen beforehand.</summary>
[GenerateSerializer, Immutable, Alias("NewProject")]
public sealed record NewProject
{
    [Id(0)]
    public required ProjectId Id { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public ImmutableArray<NewEnvironment> Environments { get; init; } = [];

    /// <summary>The reservation whose room it takes; null to take what is free.</summary>
    [Id(3)]
    public ReservationId? Reservation { get; init; }

    /// <summary>The project's number in the organization, in the order of making; the organization gives it.</summary>
    [Id(4)]
    public long Ordinal { get; init; }
}

/// <summary>Changes to a project; a member that is null is left as it is.</summary>
[GenerateSerializer, Immutable, Alias("ProjectChanges")]
public sealed record ProjectChanges
{
    [Id(0)]
    public string? Name { get; init; }
}
