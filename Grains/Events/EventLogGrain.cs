using System.Collections.Immutable;
using System.Globalization;

namespace Tenantry.Grains;

[GrainType("event-log")]
internal sealed class EventLogGrain(IRecordStore store, TimeProvider time) : Grain, IEventLogGrain
{
    private const int MaxEventsInRecord = 100;
    private const int MaxKnown = 10_000;

    private readonly Queue<Pending> _queue = [];
    private readonly KnownEvents _known = new();
    private string _partition = "";
    private string _lastHash = EventChain.Root;
    private long _lastSequence;
    private string? _oldestKnownKey;
    private Task _appending = Task.CompletedTask;
    private bool _fenced;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _partition = RecordKey.Of(this.GetGrainId()).Partition;
        if (await LoadOlder() is not { } head)
            return;

        _lastSequence = head.Entries[^1].Sequence;
        _lastHash = head.Entries[^1].Hash;
    }

    // Interleaves, so that what arrives during a write is gathered into the next one.
    public Task Append(ImmutableArray<TenantEvent> events)
    {
        var pending = new Pending(events, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _queue.Enqueue(pending);
        if (_appending.IsCompleted)
            _appending = AppendQueued();
        return pending.Done.Task;
    }

    public async Task<ImmutableArray<LoggedEvent>> Read(long after, int limit)
    {
        // The record that holds the first wanted event is the last one that begins at or before it.
        var from = await store.ReadPartition(_partition, KeyOf(after + 2), limit: 1, descending: true);
        var events = ImmutableArray.CreateBuilder<LoggedEvent>();
        IReadOnlyList<StoredRecord> records = from;
        string? last = null;
        while (true)
        {
            foreach (var record in records)
            {
                last = record.Key.Key;
                foreach (var entry in GrainJson.Read<LogRecord>(record.Body).Entries)
                {
                    if (entry.Sequence > after && events.Count < limit)
                        events.Add(entry.View());
                }
            }

            if (events.Count == limit)
                return events.ToImmutable();
            records = await store.ReadPartition(_partition, last, limit: 20);
            if (records.Count == 0)
                return events.ToImmutable();
        }
    }

    private async Task AppendQueued()
    {
        while (_queue.Count > 0)
        {
            var batch = TakeBatch();
            try
            {
                if (_fenced)
                    throw new StoreUnavailableException("The log is being reloaded.");
                await Store(batch);
                foreach (var pending in batch)
                    pending.Done.SetResult();
            }
            catch (Exception exception)
            {
                // Whether the record was written is unknown, so nothing is appended to what this activation believes is the head.
                _fenced = true;
                DeactivateOnIdle();
                foreach (var pending in batch)
                    pending.Done.SetException(exception);
            }
        }
    }

    private List<Pending> TakeBatch()
    {
        var batch = new List<Pending>();
        var events = 0;
        while (_queue.TryPeek(out var next) && (batch.Count == 0 || events + next.Events.Length <= MaxEventsInRecord))
        {
            events += next.Events.Length;
            batch.Add(_queue.Dequeue());
        }

        return batch;
    }

    private async Task Store(List<Pending> batch)
    {
        var entries = ImmutableArray.CreateBuilder<LogEntry>();
        var inBatch = new HashSet<EventId>();
        foreach (var happened in batch.SelectMany(pending => pending.Events))
        {
            while (!_known.Covers(happened.Id))
                await LoadOlder();
            if (_known.Contains(happened.Id) || !inBatch.Add(happened.Id))
                continue;
            var (hash, sequence) = entries.Count > 0 ? (entries[^1].Hash, entries[^1].Sequence) : (_lastHash, _lastSequence);
            entries.Add(EventChain.Link(hash, sequence + 1, happened));
        }

        if (entries.Count == 0)
            return;

        var record = new LogRecord { ArrivedAt = time.GetUtcNow(), Entries = entries.ToImmutable() };
        var outcome = await store.Write(new RecordWrite
        {
            Key = new RecordKey(_partition, KeyOf(entries[0].Sequence)),
            WriteId = RecordWrite.NewWriteId(),
            Body = GrainJson.ToBytes(record),
        });
        if (outcome.Status != WriteStatus.Written)
            throw new StoreUnavailableException($"The log could not be extended: {outcome.Status} {outcome.Reason}");

        _lastSequence = entries[^1].Sequence;
        _lastHash = entries[^1].Hash;
        _known.AddNewer(record);
        if (_known.Count > MaxKnown)
        {
            _known.Forget(record.ArrivedAt);
            _known.AddNewer(record);
            _oldestKnownKey = KeyOf(entries[0].Sequence);
        }
    }

    private async Task<LogRecord?> LoadOlder()
    {
        var records = await store.ReadPartition(_partition, _oldestKnownKey, limit: 1, descending: true);
        if (records.Count == 0)
        {
            _known.ReachedBeginning();
            return null;
        }

        var record = GrainJson.Read<LogRecord>(records[0].Body);
        _oldestKnownKey = records[0].Key.Key;
        _known.AddOlder(record);
        return record;
    }

    private static string KeyOf(long sequence) => sequence.ToString("D19", CultureInfo.InvariantCulture);

    private sealed record Pending(ImmutableArray<TenantEvent> Events, TaskCompletionSource Done);
}
