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

    /// <summary>The key before the last rotation; null when there was none, or its time was ended.</summary>
    [Id(3)]
    public RetiringKey? PreviousKey { get; init; }

    /// <summary>Counts the changes of this view, from 1; the ETag is made of it.</summary>
    [Id(4), JsonIgnore]
    public long Revision { get; init; }
}

/// <summary>A publishable key that is good for a while yet.</summary>
/// <param name="Key">The key.</param>
/// <param name="ValidUntil">From then on it belongs to no environment.</param>
[GenerateSerializer, Immutable, Alias("RetiringKey")]
public sealed record RetiringKey([property: Id(0)] string Key, [property: Id(1)] DateTimeOffset ValidUntil);

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
