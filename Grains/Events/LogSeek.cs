namespace Tenantry.Grains;

/// <summary>
/// Finds places in a log by time and by id. A page tells when it arrived, and pages lie in the order of their arrival, so a place is
/// found by halving, in some twenty reads of a million events.
/// </summary>
internal static class LogSeek
{
    /// <summary>By how much an event can seem to arrive before it occurred: clocks of two silos differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>By how much others can arrive before an event that occurred earlier: the outbox of a grain is repeated every few minutes.</summary>
    public static readonly TimeSpan Lateness = TimeSpan.FromHours(1);

    // A command that is repeated the day after makes its ids from the first attempt.
    private static readonly TimeSpan LongestWay = TimeSpan.FromDays(2);

    /// <summary>What the log has, and what it has come to.</summary>
    public static async Task<LogBounds> Bounds(IRecordStore store, LogId log)
    {
        var partition = LogPages.PartitionOf(log);
        var head = await store.Read(new RecordKey(partition, LogPages.BeforeAll)) is { Body.IsEmpty: false } stored
            ? GrainJson.Read<LogHead>(stored.Body)
            : new LogHead();
        var removed = head.Checkpoint?.Statement;
        var newest = await store.ReadPartition(partition, null, limit: 1, descending: true) is [{ Key.Key: not LogPages.BeforeAll } page]
            ? GrainJson.Read<LogRecord>(page.Body).Entries[^1]
            : null;
        var bounds = new LogBounds
        {
            First = (removed?.Sequence ?? 0) + 1,
            Last = removed?.Sequence ?? 0,
            LastId = removed?.Id,
            LastHash = removed?.Hash ?? EventChain.Root,
            Head = head,
        };
        return newest?.Sequence > bounds.Last
            ? bounds with { Last = newest.Sequence, LastId = newest.Event.Id, LastHash = newest.Hash }
            : bounds;
    }

    /// <summary>The number of the first event between these two whose page arrived at a moment or later; the one behind them when none did.</summary>
    public static async Task<long> FirstArrived(IRecordStore store, LogId log, long first, long last, DateTimeOffset moment)
    {
        var (low, high) = (first, last + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await LogPages.Holding(store, LogPages.PartitionOf(log), middle) is not { } page)
            {
                // Removed meanwhile.
                low = middle + 1;
                continue;
            }

            var record = GrainJson.Read<LogRecord>(page.Body);
            if (record.ArrivedAt >= moment)
                high = Math.Max(low, LogPages.FirstOf(page.Key.Key));
            else
                low = Math.Max(middle, record.Entries[^1].Sequence) + 1;
        }

        return Math.Min(low, last + 1);
    }

    /// <summary>The number of the first event between these two that can have occurred at a moment or later.</summary>
    public static Task<long> FirstSince(IRecordStore store, LogId log, long first, long last, DateTimeOffset moment)
        => moment < DateTimeOffset.MinValue + Skew ? Task.FromResult(first) : FirstArrived(store, log, first, last, moment - Skew);

    /// <summary>The number behind the last event between these two that can have occurred before a moment.</summary>
    public static Task<long> EndBefore(IRecordStore store, LogId log, long first, long last, DateTimeOffset moment)
        => moment > DateTimeOffset.MaxValue - Lateness ? Task.FromResult(last + 1) : FirstArrived(store, log, first, last, moment + Lateness);

    /// <summary>Finds an event by its id, which tells when it was made; null when the log does not have it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="log">The log.</param>
    /// <param name="id">The event.</param>
    /// <param name="most">How many events to look at.</param>
    public static async Task<LogPlace?> Find(IRecordStore store, LogId log, EventId id, int most)
    {
        if (!TryMadeAt(id, out var madeAt))
            return null;

        var bounds = await Bounds(store, log);
        var start = await FirstSince(store, log, bounds.First, bounds.Last, madeAt);
        if (start > bounds.Last)
            return null;
        await foreach (var page in LogPages.From(store, LogPages.PartitionOf(log), start - 1))
        {
            var record = GrainJson.Read<LogRecord>(page.Body);
            if (record.ArrivedAt > madeAt + LongestWay)
                break;
            for (var i = 0; i < record.Entries.Length; i++)
            {
                if (record.Entries[i].Event.Id == id && record.Entries[i].Sequence >= bounds.First)
                    return new LogPlace(page, record, i);
            }

            most -= record.Entries.Length;
            if (most <= 0)
                break;
        }

        return null;
    }

    // An id that somebody made up can lie behind the end of time.
    private static bool TryMadeAt(EventId id, out DateTimeOffset madeAt)
    {
        var milliseconds = Base32.DecodeNumber(id.Value.AsSpan(EventId.Prefix.Length, 10));
        var exists = milliseconds < (DateTimeOffset.MaxValue - LongestWay).ToUnixTimeMilliseconds();
        madeAt = exists ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return exists;
    }
}

/// <summary>What a log has, and what it has come to.</summary>
internal sealed record LogBounds
{
    /// <summary>The number of the first event that was not removed.</summary>
    public required long First { get; init; }

    /// <summary>The number of the last event; below <see cref="First"/> when there is none.</summary>
    public required long Last { get; init; }

    public EventId? LastId { get; init; }

    public required string LastHash { get; init; }

    public required LogHead Head { get; init; }
}

/// <summary>Where an event lies.</summary>
/// <param name="Page">The page as it is stored.</param>
/// <param name="Record">What it holds.</param>
/// <param name="Index">Which of its events.</param>
internal sealed record LogPlace(StoredRecord Page, LogRecord Record, int Index)
{
    public LogEntry Entry => Record.Entries[Index];
}
