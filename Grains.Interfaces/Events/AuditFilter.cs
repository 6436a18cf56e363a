using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>Which events of a log are asked for; what is not said excludes nothing.</summary>
[GenerateSerializer, Immutable, Alias("AuditFilter")]
public sealed record AuditFilter
{
    /// <summary>Types of the catalogue; <c>member.*</c> stands for all that begin so. Empty for all.</summary>
    [Id(0)]
    public ImmutableArray<string> Types { get; init; } = [];

    [Id(1)]
    public ActorKind? ActorKind { get; init; }

    /// <summary>The id of who caused them, in person or in somebody's name.</summary>
    [Id(2)]
    public string? ActorId { get; init; }

    [Id(3)]
    public string? Subject { get; init; }

    /// <summary>Whether every event passes.</summary>
    public bool IsEmpty => Types.IsDefaultOrEmpty && ActorKind is null && ActorId is null && Subject is null;
}

/// <summary>A span of time.</summary>
/// <param name="From">Its beginning, which belongs to it; null for always.</param>
/// <param name="To">Its end, which does not belong to it; null for none.</param>
[GenerateSerializer, Immutable, Alias("LogPeriod")]
public sealed record LogPeriod([property: Id(0)] DateTimeOffset? From, [property: Id(1)] DateTimeOffset? To);

/// <summary>A question to a log.</summary>
[GenerateSerializer, Immutable, Alias("AuditQuery")]
public sealed record AuditQuery
{
    [Id(0)]
    public required AuditFilter Filter { get; init; }

    /// <summary>When the events occurred.</summary>
    [Id(1)]
    public required LogPeriod Period { get; init; }

    /// <summary>Whether the newest come first.</summary>
    [Id(2)]
    public bool NewestFirst { get; init; } = true;

    /// <summary>The sequence number beyond which to read, in the order asked for; null to begin.</summary>
    [Id(3)]
    public long? Beyond { get; init; }

    [Id(4)]
    public required int Limit { get; init; }
}
