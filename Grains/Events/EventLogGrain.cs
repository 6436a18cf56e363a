using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using EventId = Tenantry.Grains.Interfaces.EventId;

namespace Tenantry.Grains;

[GrainType("event-log"), CollectionAgeLimit(Minutes = 2)]
internal sealed partial class EventLogGrain(
    IRecordStore store, IGrainFactory grains, TimeProvider time, StreamListeners listeners, IdSource ids, ILogSigner signer,
    EventSettings settings, EventMeter meter, ILogger<EventLogGrain> log)
    : NumberedLogGrain<TenantEvent>(store, grains, time, log), IEventLogGrain
{
    private const int MaxKnown = 5_000;

    private readonly KnownEvents _known = new();
    private EventId? _lastId;
    private string _lastHash = EventChain.Root;
    private string? _oldestKnownKey;
    private string? _newerKey;
    private Task _publishing = Task.CompletedTask;

    private LogId Id => new(this.GetPrimaryKeyString());

    public Task Append(ImmutableArray<TenantEvent> events) => Enqueue(events);

    protected override Task<long> LoadLast(StoredRecord? newest)
    {
        var last = Know(newest)?.Entries[^1];
        if (Head.Checkpoint?.Statement is { } removed && !(last?.Sequence > removed.Sequence))
        {
            // Nothing is left behind it: the log goes on from what it had come to.
            (_lastId, _lastHash) = (removed.Id, removed.Hash);
            return Task.FromResult(removed.Sequence);
        }

        if (last is not null)
            ShowLast(last);
        return Task.FromResult(last?.Sequence ?? 0);
    }

    protected override async Task<Page?> Link(IEnumerable<TenantEvent> items)
    {
        var entries = ImmutableArray.CreateBuilder<LogEntry>();
        var inBatch = new HashSet<EventId>();
        var (hash, sequence) = (_lastHash, Last);
        foreach (var happened in items)
        {
            while (!_known.Covers(happened.Id))
                await LoadOlder();
            if (_known.Contains(happened.Id) || !inBatch.Add(happened.Id))
                continue;
            var entry = EventChain.Link(hash, ++sequence, happened);
            hash = entry.Hash;
            entries.Add(entry);
        }

        if (entries.Count == 0)
            return null;
        var record = new LogRecord { ArrivedAt = Now, PreviousId = _lastId, PreviousHash = _lastHash, Entries = entries.ToImmutable() };
        return new Page(GrainJson.ToBytes(record), sequence, () => Stored(record));
    }

    protected override int WeightOf(TenantEvent item) => Length(item.Data) + Length(item.Before) + Length(item.After);

    protected override Task Tell(long after, long through) => Grains.EventFeed().Announce(Id, after, through);

    private static int Length(ImmutableSortedDictionary<string, string?>? values)
    {
        var length = 0;
        if (values is not null)
        {
            foreach (var (name, value) in values)
                length += name.Length + (value?.Length ?? 0);
        }

        return length;
    }

    private void Stored(LogRecord record)
    {
        ShowLast(record.Entries[^1]);
        meter.Stored(record, Now);
        var forgets = _newerKey is not null;
        if (_known.AddNewer(record, MaxKnown))
        {
            // What is known begins with the generation before this one.
            if (forgets)
                _oldestKnownKey = _newerKey;
            _newerKey = LogPages.KeyOf(record.Entries[0].Sequence);
        }

        // A stream that nobody listens to is not worth the cost of a message for each change of each tenant.
        if (!Head.Followers.IsEmpty || listeners.Exist)
            _publishing = Publish(_publishing, record);
    }

    private void ShowLast(LogEntry last)
    {
        (_lastId, _lastHash) = (last.Event.Id, last.Hash);
        _lastIsSignature = IsSignatureOfOneBefore(last);
    }

    private async Task Publish(Task before, LogRecord record)
    {
        await before;
        var events = ImmutableArray.CreateBuilder<LoggedEvent>(record.Entries.Length);
        var previous = record.PreviousId;
        foreach (var entry in record.Entries)
        {
            events.Add(entry.View(Id, previous));
            previous = entry.Event.Id;
        }

        try
        {
            await this.GetStreamProvider(EventStreams.Provider)
                .GetStream<EventsAppended>(StreamId.Create(EventStreams.Namespace, Id.Value))
                .OnNextAsync(new EventsAppended { Log = Id, Events = events.MoveToImmutable(), Followers = Followers });
        }
        catch (Exception exception)
        {
            // Followers are told by the log itself within seconds.
            LogPublishFailed(Log, exception, Id);
        }
    }

    private async Task LoadOlder()
        => Know(await Store.ReadPartition(Partition, _oldestKnownKey, limit: 1, descending: true) is [{ Key.Key: not LogPages.BeforeAll } found] ? found : null);

    private LogRecord? Know(StoredRecord? older)
    {
        if (older is null)
        {
            _known.ReachedBeginning();
            return null;
        }

        var record = GrainJson.Read<LogRecord>(older.Body);
        _oldestKnownKey = older.Key.Key;
        _known.AddOlder(record);
        return record;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was appended to the log {Log} could not be published on its stream")]
    private static partial void LogPublishFailed(ILogger logger, Exception exception, LogId log);
}
