namespace Tenantry.Grains.Tests;

/// <summary>
/// A store whose writes go wrong at random in every way a write can: refused before it took effect, lost answer after it, and an
/// error to the caller while the write itself arrives later, when others have written already.
/// </summary>
internal sealed class ChaosStore(IRecordStore inner) : IRecordStore
{
    private readonly List<Task> _late = [];
    private Random? _random;

    /// <summary>Refuses the writes that a test picks, before they take effect.</summary>
    public Func<RecordKey, bool>? Refuses { get; set; }

    /// <summary>Begins to go wrong, about once in six writes.</summary>
    public void Begin(int seed) => _random = new Random(seed);

    /// <summary>Goes right from now on, and waits until all late writes have arrived.</summary>
    public async Task End()
    {
        _random = null;
        Task[] late;
        lock (_late)
            late = [.. _late];
        await Task.WhenAll(late);
    }

    public async Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<RecordWrite> writes, CancellationToken cancellation = default)
    {
        if (Refuses is { } refuses && writes.Any(write => refuses(write.Key)))
            throw new StoreUnavailableException("Refused, as the test asked.");

        switch (Draw(18))
        {
            case 0:
                throw new StoreUnavailableException("Refused before it took effect.");
            case 1:
                await inner.Write(writes, cancellation);
                throw new StoreUnavailableException("The answer was lost.");
            case 2:
                lock (_late)
                    _late.Add(Late(writes, TimeSpan.FromMilliseconds(Draw(80))));
                throw new StoreUnavailableException("Given up, but it will arrive.");
            case 3:
                await Task.Delay(Draw(40), cancellation);
                return await inner.Write(writes, cancellation);
            default:
                return await inner.Write(writes, cancellation);
        }
    }

    public Task<StoredRecord?> Read(RecordKey key, CancellationToken cancellation = default) => inner.Read(key, cancellation);

    public Task<IReadOnlyList<StoredRecord>> ReadPartition(
        string partition, string? after, int limit, bool descending = false, CancellationToken cancellation = default)
        => inner.ReadPartition(partition, after, limit, descending, cancellation);

    public Task<IReadOnlyList<DueAlarm>> FindDueAlarms(
        AlarmShard shard, DateTimeOffset now, DueAlarm? after, int limit, CancellationToken cancellation = default)
        => inner.FindDueAlarms(shard, now, after, limit, cancellation);

    public IAsyncEnumerable<StoredRecord> Scan(CancellationToken cancellation = default) => inner.Scan(cancellation);

    private async Task Late(IReadOnlyList<RecordWrite> writes, TimeSpan delay)
    {
        await Task.Delay(delay);
        await inner.Write(writes);
    }

    private int Draw(int below)
    {
        if (_random is not { } random)
            return below - 1;
        lock (random)
            return random.Next(below);
    }
}
