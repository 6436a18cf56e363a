using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

/// <summary>Where events of one log lie, and so many positions of the feed.</summary>
internal sealed record FeedPointer(LogId Log, long After, long Through);

/// <summary>What one append put into the feed.</summary>
internal sealed record FeedRecord
{
    /// <summary>The version of this layout.</summary>
    public int Format { get; init; } = 1;

    public required DateTimeOffset ArrivedAt { get; init; }

    public required ImmutableArray<FeedPointer> Pointers { get; init; }
}

[GrainType("event-feed"), KeepAlive]
internal sealed partial class EventFeedGrain(IRecordStore store, IGrainFactory grains, TimeProvider time, ILogger<EventFeedGrain> log)
    : NumberedLogGrain<FeedPointer>(store, grains, time, log), IEventFeedGrain
{
    /// <summary>The partition that holds its pages.</summary>
    public const string Pages = "event-feed/all";

    // A log repeats itself only when its process died between telling and noting that, and does so within seconds.
    private const int MostKnown = 20_000;
    private const int PagesLoaded = 50;

    private Dictionary<LogId, long> _known = [];
    private Dictionary<LogId, long> _knownBefore = [];

    public Task Announce(LogId log, long after, long through) => Enqueue([new FeedPointer(log, after, through)]);

    protected override async Task<long> LoadLast(StoredRecord? newest)
    {
        var last = 0L;
        if (newest is null)
            return last;
        foreach (var page in (await Store.ReadPartition(Partition, null, PagesLoaded, descending: true)).Reverse())
        {
            if (page.Key.Key == LogPages.BeforeAll)
                continue;
            last = LogPages.FirstOf(page.Key.Key) - 1;
            foreach (var pointer in GrainJson.Read<FeedRecord>(page.Body).Pointers)
            {
                last += pointer.Through - pointer.After;
                Know(pointer);
            }
        }

        return last;
    }

    protected override Task<Page?> Link(IEnumerable<FeedPointer> items)
    {
        var pointers = ImmutableArray.CreateBuilder<FeedPointer>();
        var inBatch = new Dictionary<LogId, long>();
        foreach (var item in items)
        {
            var after = Math.Max(item.After, Math.Max(inBatch.GetValueOrDefault(item.Log), KnownOf(item.Log)));
            if (after >= item.Through)
                continue;
            pointers.Add(item with { After = after });
            inBatch[item.Log] = item.Through;
        }

        if (pointers.Count == 0)
            return Task.FromResult<Page?>(null);
        var record = new FeedRecord { ArrivedAt = Now, Pointers = pointers.ToImmutable() };
        var last = Last + record.Pointers.Sum(pointer => pointer.Through - pointer.After);
        return Task.FromResult<Page?>(new Page(GrainJson.ToBytes(record), last, () => Array.ForEach([.. record.Pointers], Know)));
    }

    private long KnownOf(LogId log) => _known.TryGetValue(log, out var through) ? through : _knownBefore.GetValueOrDefault(log);

    // Two halves: when the newer is full the older is dropped.
    private void Know(FeedPointer pointer)
    {
        _known[pointer.Log] = pointer.Through;
        if (_known.Count >= MostKnown / 2)
            (_knownBefore, _known) = (_known, []);
    }
}
