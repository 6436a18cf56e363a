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

    private const int MostKnown = 20_000;
    private const int PagesAtOnce = 200;
    private const int MostPages = 10_000;

    // A log repeats itself only when its process died between telling and noting that, and does so within seconds; but much can come
    // from others in those seconds.
    private static readonly TimeSpan Repeats = TimeSpan.FromSeconds(30);

    private Dictionary<LogId, long> _known = [];
    private Dictionary<LogId, long> _knownBefore = [];

    public Task Announce(LogId log, long after, long through) => Enqueue([new FeedPointer(log, after, through)]);

    protected override async Task<long> LoadLast(StoredRecord? newest)
    {
        if (newest is null)
            return 0;

        var pages = new Stack<(long First, FeedRecord Record)>();
        DateTimeOffset? since = null;
        await foreach (var page in LogPages.Back(Store, Partition, long.MaxValue, PagesAtOnce))
        {
            var record = GrainJson.Read<FeedRecord>(page.Body);
            pages.Push((LogPages.FirstOf(page.Key.Key), record));
            since ??= record.ArrivedAt - Repeats;
            if (record.ArrivedAt < since || pages.Count == MostPages)
                break;
        }

        var last = 0L;
        foreach (var (first, record) in pages)
        {
            last = first - 1;
            foreach (var pointer in record.Pointers)
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
