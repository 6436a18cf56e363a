using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>The events that one append stored, in one record that is never rewritten, but for redaction.</summary>
internal sealed record LogRecord
{
    /// <summary>The version of this layout.</summary>
    public int Format { get; init; } = 1;

    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>The event before the first one here; null when there was none.</summary>
    public EventId? PreviousId { get; init; }

    /// <summary>Its hash.</summary>
    public required string PreviousHash { get; init; }

    public required ImmutableArray<LogEntry> Entries { get; init; }
}

/// <summary>One event in its place in the chain.</summary>
internal sealed record LogEntry
{
    public required long Sequence { get; init; }

    public required TenantEvent Event { get; init; }

    /// <summary>16 random bytes, in hexadecimal, so that a redacted content cannot be guessed from its digest; null when it is redacted.</summary>
    public string? Salt { get; init; }

    /// <summary>The digest of salt and content, in hexadecimal; what a redaction leaves.</summary>
    public required string ContentDigest { get; init; }

    /// <summary>The hash of this entry and, through its predecessor's, of all before it, in hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The event that says that this one was redacted.</summary>
    public EventId? RedactedBy { get; init; }

    /// <summary>The same without its content: its place, id, type, time and digest remain.</summary>
    public LogEntry Redact(EventId announcement) => this with
    {
        Event = new TenantEvent { Id = Event.Id, Type = Event.Type, OccurredAt = Event.OccurredAt, CausedBy = Actor.System, Subject = "" },
        Salt = null,
        RedactedBy = announcement,
    };

    public LoggedEvent View(LogId log, EventId? previous) => new()
    {
        Log = log,
        Sequence = Sequence,
        Event = Event,
        PreviousId = previous,
        Hash = Hash,
        IsRedacted = Salt is null,
    };
}
