namespace Tenantry.Grains.Interfaces;

/// <summary>
/// The one door to durable storage. Every write is conditional, and an acknowledged write survives the death of the
/// process and of the machine. Every method throws <see cref="StoreUnavailableException"/> when the store does not answer;
/// the outcome of a write is then unknown.
/// </summary>
public interface IRecordStore
{
    /// <summary>Reads one record; null when there is none.</summary>
    Task<StoredRecord?> Read(RecordKey key, CancellationToken cancellation = default);

    /// <summary>
    /// Carries out each write under its own condition and reports each by its place in the list. Not a transaction: one that
    /// conflicts or is refused fails alone. If it throws, the outcome of every write of the list is unknown.
    /// </summary>
    Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<RecordWrite> writes, CancellationToken cancellation = default);

    /// <summary>
    /// Reads records of one partition in the ordinal order of their keys: at most <paramref name="limit"/> of those beyond
    /// <paramref name="after"/>, or from the beginning. <paramref name="descending"/> reads from the end towards the beginning.
    /// </summary>
    Task<IReadOnlyList<StoredRecord>> ReadPartition(
        string partition, string? after, int limit, bool descending = false, CancellationToken cancellation = default);

    /// <summary>
    /// Finds records whose alarm is at or before <paramref name="now"/>, the earliest first, at most <paramref name="limit"/>,
    /// beyond <paramref name="after"/> if given. Each record belongs to exactly one of the shards.
    /// </summary>
    Task<IReadOnlyList<DueAlarm>> FindDueAlarms(
        AlarmShard shard, DateTimeOffset now, DueAlarm? after, int limit, CancellationToken cancellation = default);

    /// <summary>Reads everything, each record at least as of the call, in no particular order.</summary>
    IAsyncEnumerable<StoredRecord> Scan(CancellationToken cancellation = default);
}

/// <summary>Part <paramref name="Index"/> (from 0) of <paramref name="Count"/> parts of all alarms; <paramref name="Count"/> divides 256.</summary>
public readonly record struct AlarmShard(int Index, int Count);

/// <summary>A record whose alarm has passed.</summary>
public readonly record struct DueAlarm(RecordKey Key, DateTimeOffset Alarm);

/// <summary>Short forms.</summary>
public static class RecordStoreExtensions
{
    /// <summary>Carries out one write.</summary>
    public static async Task<WriteOutcome> Write(this IRecordStore store, RecordWrite write, CancellationToken cancellation = default)
        => (await store.Write([write], cancellation))[0];
}
