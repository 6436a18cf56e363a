namespace Tenantry.Persistence;

/// <summary>
/// A store that fails or delays some writes, before or after they took effect, as a network or a full disk would. Reads pass.
/// Within every n calls exactly one goes wrong, at a place that the seed decides, so no retry loop can dodge them all.
/// </summary>
public sealed class FaultyRecordStore(IRecordStore inner, FaultOptions options, TimeProvider time) : IRecordStore, IPreparedStore
{
    private readonly FaultPlan _failures = new(options.FailEvery, options.Seed);
    private readonly FaultPlan _delays = new(options.DelayEvery, ~options.Seed);
    private int _calls = -1;

    public Task Prepare(CancellationToken cancellation) => inner is IPreparedStore store ? store.Prepare(cancellation) : Task.CompletedTask;

    public Task<StoredRecord?> Read(RecordKey key, CancellationToken cancellation = default)
        => inner.Read(key, cancellation);

    public async Task<IReadOnlyList<WriteOutcome>> Write(
        IReadOnlyList<RecordWrite> writes, CancellationToken cancellation = default)
    {
        var call = Interlocked.Increment(ref _calls) & int.MaxValue;
        var failure = _failures.At(call);
        var delay = _delays.At(call);

        if (delay == Fault.Before)
            await Task.Delay(options.Delay, time, cancellation);
        if (failure == Fault.Before)
            throw new StoreUnavailableException($"A fault was injected before call {call}.");

        var outcomes = await inner.Write(writes, cancellation);

        if (delay == Fault.After)
            await Task.Delay(options.Delay, time, cancellation);
        if (failure == Fault.After)
            throw new StoreUnavailableException($"A fault was injected after call {call}.");
        return outcomes;
    }

    public Task<IReadOnlyList<StoredRecord>> ReadPartition(
        string partition, string? after, int limit, bool descending = false, CancellationToken cancellation = default)
        => inner.ReadPartition(partition, after, limit, descending, cancellation);

    public Task<IReadOnlyList<DueAlarm>> FindDueAlarms(
        AlarmShard shard, DateTimeOffset now, DueAlarm? after, int limit, CancellationToken cancellation = default)
        => inner.FindDueAlarms(shard, now, after, limit, cancellation);

    public IAsyncEnumerable<StoredRecord> Scan(CancellationToken cancellation = default) => inner.Scan(cancellation);
}
