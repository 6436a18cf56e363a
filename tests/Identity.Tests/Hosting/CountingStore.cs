namespace Tenantry.Identity.Tests;

/// <summary>A store that counts its reads and can go down.</summary>
internal sealed class CountingStore(IRecordStore store) : IRecordStore
{
    private int _reads;

    public int Reads => _reads;

    public bool IsDown { get; set; }

    /// <summary>The one partition that cannot be read.</summary>
    public string? LostPartition { get; set; }

    public Task<StoredRecord?> Read(RecordKey key, CancellationToken cancellation = default) => Open().Read(key, cancellation);

    public Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<RecordWrite> writes, CancellationToken cancellation = default)
        => Open().Write(writes, cancellation);

    public Task<IReadOnlyList<StoredRecord>> ReadPartition(
        string partition, string? after, int limit, bool descending = false, CancellationToken cancellation = default)
        => partition == LostPartition
            ? throw new StoreUnavailableException("The partition cannot be read now.")
            : Open().ReadPartition(partition, after, limit, descending, cancellation);

    public Task<IReadOnlyList<DueAlarm>> FindDueAlarms(
        AlarmShard shard, DateTimeOffset now, DueAlarm? after, int limit, CancellationToken cancellation = default)
        => Open().FindDueAlarms(shard, now, after, limit, cancellation);

    public IAsyncEnumerable<StoredRecord> Scan(CancellationToken cancellation = default) => Open().Scan(cancellation);

    private IRecordStore Open()
    {
        Interlocked.Increment(ref _reads);
        return IsDown ? throw new StoreUnavailableException("The store is down.") : store;
    }
}
