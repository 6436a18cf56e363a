namespace Tenantry.Grains.Tests;

/// <summary>Counts what a store is asked for.</summary>
internal sealed class CountingStore(IRecordStore inner) : IRecordStore
{
    private long _reads;
    private long _records;
    private long _writes;

    /// <summary>How often it was read, how many records that gave, and how many were written.</summary>
    public StoreCounts Counts => new(Interlocked.Read(ref _reads), Interlocked.Read(ref _records), Interlocked.Read(ref _writes));

    /// <summary>The only partition that counts; null for all.</summary>
    public string? Watched { get; set; }

    /// <summary>Called before each write; may throw as a store does that is gone.</summary>
    public Action<RecordWrite>? BeforeWrite { get; set; }

    public async Task<StoredRecord?> Read(RecordKey key, CancellationToken cancellation = default)
    {
        var found = await inner.Read(key, cancellation);
        Count(key.Partition, found is null ? 0 : 1);
        return found;
    }

    public Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<RecordWrite> writes, CancellationToken cancellation = default)
    {
        foreach (var write in writes)
            BeforeWrite?.Invoke(write);
        Interlocked.Add(ref _writes, writes.Count(write => IsWatched(write.Key.Partition)));
        return inner.Write(writes, cancellation);
    }

    public async Task<IReadOnlyList<StoredRecord>> ReadPartition(
        string partition, string? after, int limit, bool descending = false, CancellationToken cancellation = default)
    {
        var found = await inner.ReadPartition(partition, after, limit, descending, cancellation);
        Count(partition, found.Count);
        return found;
    }

    public Task<IReadOnlyList<DueAlarm>> FindDueAlarms(
        AlarmShard shard, DateTimeOffset now, DueAlarm? after, int limit, CancellationToken cancellation = default)
        => inner.FindDueAlarms(shard, now, after, limit, cancellation);

    public IAsyncEnumerable<StoredRecord> Scan(CancellationToken cancellation = default) => inner.Scan(cancellation);

    private bool IsWatched(string partition) => Watched is null || Watched == partition;

    private void Count(string partition, int records)
    {
        if (!IsWatched(partition))
            return;
        Interlocked.Increment(ref _reads);
        Interlocked.Add(ref _records, records);
    }
}

internal readonly record struct StoreCounts(long Reads, long Records, long Writes)
{
    public static StoreCounts operator -(StoreCounts a, StoreCounts b) => new(a.Reads - b.Reads, a.Records - b.Records, a.Writes - b.Writes);
}
