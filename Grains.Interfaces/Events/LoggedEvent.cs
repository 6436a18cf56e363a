using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>An event in its place in the log.</summary>
[GenerateSerializer, Immutable, Alias("LoggedEvent")]
public sealed record LoggedEvent
{
    /// <summary>Counts the log's events from 1, without gaps.</summary>
    [Id(0)]
    public required long Sequence { get; init; }

    /// <summary>The event; of a redacted one only its id, type and time are true.</summary>
    [Id(1)]
    public required TenantEvent Event { get; init; }

    /// <summary>SHA-256 over the previous hash and this event, in hexadecimal; docs/events.md has the format.</summary>
    [Id(2)]
    public required string Hash { get; init; }

    [Id(3)]
    public required LogId Log { get; init; }

    /// <summary>The event before it in the log; null for the first.</summary>
    [Id(4)]
    public EventId? PreviousId { get; init; }

    /// <summary>Whether its content was erased. Its place, id, type, time and digest remain.</summary>
    [Id(5)]
    public bool IsRedacted { get; init; }
}

/// <summary>What is published on the stream of a log, see <see cref="EventStreams"/>: the events that one append stored.</summary>
[GenerateSerializer, Immutable, Alias("EventsAppended")]
public sealed record EventsAppended
{
    [Id(0)]
    public required LogId Log { get; init; }

    [Id(1)]
    public required ImmutableArray<LoggedEvent> Events { get; init; }

    /// <summary>The grains that follow the log for good.</summary>
    [Id(2)]
    public required ImmutableArray<GrainId> Followers { get; init; }
}
