using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>The durable, numbered, hash-chained log of one organization.</summary>
[Alias("IEventLogGrain")]
public interface IEventLogGrain : IGrainWithStringKey
{
    /// <summary>Stores the events, in order, each once; answers when they are durable.</summary>
    [Alias("Append"), AlwaysInterleave]
    Task Append(ImmutableArray<TenantEvent> events);

    /// <summary>At most <paramref name="limit"/> events whose sequence number is above <paramref name="after"/>.</summary>
    [Alias("Read"), AlwaysInterleave]
    Task<ImmutableArray<LoggedEvent>> Read(long after, int limit);
}

/// <summary>An event in its place in the log.</summary>
[GenerateSerializer, Immutable, Alias("LoggedEvent")]
public sealed record LoggedEvent
{
    /// <summary>Counts the log's events from 1, without gaps.</summary>
    [Id(0)]
    public required long Sequence { get; init; }

    [Id(1)]
    public required TenantEvent Event { get; init; }

    /// <summary>SHA-256 over the previous hash and this event, in hexadecimal; design: docs/adr.</summary>
    [Id(2)]
    public required string Hash { get; init; }
}
