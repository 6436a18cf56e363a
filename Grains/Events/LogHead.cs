using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>What a numbered log keeps beside its pages, in a record of its own that carries the log's alarm.</summary>
internal sealed record LogHead
{
    /// <summary>The version of this layout.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The grains that follow it, by their grain ids.</summary>
    public ImmutableArray<string> Followers { get; init; } = [];

    /// <summary>Everybody who must know of what was appended up to here does.</summary>
    public long Told { get; init; }

    /// <summary>When the log is woken, should its process die before it has told everybody of what was appended after that.</summary>
    public DateTimeOffset? TellBy { get; init; }

    /// <summary>When the log has to look after itself.</summary>
    public DateTimeOffset? UpkeepAt { get; init; }

    /// <summary>What the log had come to when everything up to there was removed; null when nothing was.</summary>
    public SignedStatement? Checkpoint { get; init; }

    /// <summary>What it had come to when it was signed last.</summary>
    public SignedStatement? Signed { get; init; }

    public DateTimeOffset? Due() => TellBy is null || UpkeepAt < TellBy ? UpkeepAt : TellBy;
}
