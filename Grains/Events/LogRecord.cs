using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>The events that one append stored, in one record that is never rewritten.</summary>
internal sealed record LogRecord
{
    /// <summary>The version of this layout.</summary>
    public int Format { get; init; } = 1;

    public required DateTimeOffset ArrivedAt { get; init; }

    public required ImmutableArray<LogEntry> Entries { get; init; }
}

/// <summary>One event in its place in the chain.</summary>
internal sealed record LogEntry
{
    public required long Sequence { get; init; }

    public required TenantEvent Event { get; init; }

    /// <summary>16 random bytes, in hexadecimal, so that a redacted content cannot be guessed from its digest.</summary>
    public required string Salt { get; init; }

    /// <summary>The digest of salt and content, in hexadecimal; what a redaction leaves.</summary>
    public required string ContentDigest { get; init; }

    /// <summary>The hash of this entry and, through its predecessor's, of all before it, in hexadecimal.</summary>
    public required string Hash { get; init; }

    public LoggedEvent View() => new() { Sequence = Sequence, Event = Event, Hash = Hash };
}
