using System.Collections.Immutable;
using System.Globalization;

namespace Tenantry.Grains;

/// <summary>
/// Where the pages of numbered logs lie, and how they are read: in the partition of the log's grain, each under the number of its
/// first item. The empty key is the log's head.
/// </summary>
internal static class LogPages
{
    /// <summary>The key that comes before those of all pages.</summary>
    public const string BeforeAll = "";

    public static string KeyOf(long first) => first.ToString("D19", CultureInfo.InvariantCulture);

    public static long FirstOf(string key) => long.Parse(key, NumberStyles.None, CultureInfo.InvariantCulture);

    public static string PartitionOf(LogId log) => $"event-log/{log.Value}";

    /// <summary>
    /// Pages in their order, from the one that holds the number behind <paramref name="after"/>, or the first that there is.
    /// </summary>
    public static async IAsyncEnumerable<StoredRecord> From(IRecordStore store, string partition, long after, int atOnce = 20)
    {
        // The page that holds a number is the last one that begins at or before it.
        var last = BeforeAll;
        if (await Holding(store, partition, after + 1) is { } page)
        {
            yield return page;
            last = page.Key.Key;
        }

        while (true)
        {
            var pages = await store.ReadPartition(partition, last, atOnce);
            foreach (var next in pages)
                yield return next;
            if (pages.Count < atOnce)
                yield break;
            last = pages[^1].Key.Key;
        }
    }

    /// <summary>Pages in the opposite order, from the one that holds the number before <paramref name="before"/>.</summary>
    public static async IAsyncEnumerable<StoredRecord> Back(IRecordStore store, string partition, long before, int atOnce = 20)
    {
        var last = KeyOf(before);
        while (true)
        {
            var pages = await store.ReadPartition(partition, last, atOnce, descending: true);
            foreach (var page in pages)
            {
                if (page.Key.Key == BeforeAll)
                    yield break;
                yield return page;
            }

            if (pages.Count < atOnce)
                yield break;
            last = pages[^1].Key.Key;
        }
    }

    /// <summary>The page that holds a number, if it was not removed; otherwise one before it, or null.</summary>
    public static async Task<StoredRecord?> Holding(IRecordStore store, string partition, long number)
        => await store.ReadPartition(partition, KeyOf(number + 1), limit: 1, descending: true) is [{ Key.Key: not BeforeAll } page] ? page : null;

    /// <summary>Events of a log in their order, from the one behind <paramref name="after"/>.</summary>
    public static async IAsyncEnumerable<LoggedEvent> Events(IRecordStore store, LogId log, long after, int atOnce = 20)
    {
        await foreach (var page in From(store, PartitionOf(log), after, atOnce))
        {
            var record = GrainJson.Read<LogRecord>(page.Body);
            var previous = record.PreviousId;
            foreach (var entry in record.Entries)
            {
                if (entry.Sequence > after)
                    yield return entry.View(log, previous);
                previous = entry.Event.Id;
            }
        }
    }

    /// <summary>At most that many events of a log, from the one behind <paramref name="after"/>.</summary>
    public static async Task<ImmutableArray<LoggedEvent>> Events(IRecordStore store, LogId log, long after, long through, int limit)
    {
        var events = ImmutableArray.CreateBuilder<LoggedEvent>();
        if (limit > 0)
        {
            await foreach (var logged in Events(store, log, after))
            {
                if (logged.Sequence > through)
                    break;
                events.Add(logged);
                if (events.Count == limit)
                    break;
            }
        }

        return events.ToImmutable();
    }
}
