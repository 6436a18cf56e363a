using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Finds environments by their publishable keys. Holds nothing itself: an entry is a record, and only a hint. Whether a key is
/// good is decided by its project at the moment of the question.
/// </summary>
[Alias("IEnvironmentKeysGrain")]
public interface IEnvironmentKeysGrain : IGrainWithIntegerKey
{
    /// <summary>Makes keys known. Repeating it changes nothing.</summary>
    [Alias("Add"), AlwaysInterleave]
    Task Add(OrganizationId organization, ProjectId project, ImmutableArray<string> keys);

    /// <summary>Forgets keys that belong to nothing any more.</summary>
    [Alias("Forget"), AlwaysInterleave]
    Task Forget(ImmutableArray<string> keys);

    /// <summary>
    /// The environment that a key speaks for. Errors: <see cref="ErrorCode.EnvironmentKeyNotFound"/>,
    /// <see cref="ErrorCode.OrganizationSuspended"/>.
    /// </summary>
    [Alias("Resolve"), AlwaysInterleave]
    Task<Result<ResolvedEnvironment>> Resolve(string key);
}

/// <summary>What a publishable key tells a client.</summary>
[GenerateSerializer, Immutable, Alias("ResolvedEnvironment")]
public sealed record ResolvedEnvironment
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required ProjectId Project { get; init; }

    [Id(2)]
    public required EnvironmentId Environment { get; init; }

    /// <summary>The environment's name.</summary>
    [Id(3)]
    public required string Name { get; init; }

    /// <summary>The environment's settings.</summary>
    [Id(4)]
    public required ImmutableSortedDictionary<string, string> Settings { get; init; }
}
