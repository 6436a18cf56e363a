using System.Collections.Immutable;
using System.Globalization;

namespace Tenantry.Grains;

internal sealed partial class ListsGrain
{
    // Beyond that a page is answered as it is, with where to go on.
    private const int MostScanned = 2_000;
    private const int MostSought = 20_000;

    public async Task<Page<AuditEventView>> AuditEvents(LogId log, AuditQuery query)
    {
        var bounds = await LogSeek.Bounds(store, log);
        return query.NewestFirst ? await NewestFirst(log, query, bounds) : await OldestFirst(log, query, bounds);
    }

    public async Task<Result<AuditEventView>> AuditEvent(LogId log, EventId id)
        => await LogSeek.Find(store, log, id, MostSought) is { } place ? place.Entry.AuditView() : Errors.EventNotFound(id);

    public async Task<LogRange> RangeOf(LogId log)
    {
        var bounds = await LogSeek.Bounds(store, log);
        return new(bounds.First, bounds.Last);
    }

    public Task<Page<AuditExportView>> AuditExports(LogId log, string? after, int limit)
        => Read<Record<AuditExportState>, AuditExportView>(
            $"audit-export/{log.Value}", after, limit, (key, record) => record.State.View(ExportId.Wrap(key)));

    private async Task<Page<AuditEventView>> OldestFirst(LogId log, AuditQuery query, LogBounds bounds)
    {
        var after = Math.Max(query.Beyond ?? 0, bounds.First - 1);
        if (query.Period.From is { } from)
            after = Math.Max(after, await LogSeek.FirstSince(store, log, bounds.First, bounds.Last, from) - 1);
        var end = query.Period.To is { } to ? await LogSeek.EndBefore(store, log, bounds.First, bounds.Last, to) : long.MaxValue;

        var gathered = new Gathered(query);
        if (after < bounds.Last)
        {
            await foreach (var page in LogPages.From(store, LogPages.PartitionOf(log), after))
            {
                foreach (var entry in GrainJson.Read<LogRecord>(page.Body).Entries)
                {
                    if (entry.Sequence >= end)
                        return gathered.ToPage(isLast: true);
                    if (entry.Sequence > after && !gathered.Take(entry))
                        return gathered.ToPage(isLast: false);
                }
            }
        }

        return gathered.ToPage(isLast: true);
    }

    private async Task<Page<AuditEventView>> NewestFirst(LogId log, AuditQuery query, LogBounds bounds)
    {
        var before = query.Beyond ?? long.MaxValue;
        if (query.Period.To is { } to)
            before = Math.Min(before, await LogSeek.EndBefore(store, log, bounds.First, bounds.Last, to));
        var first = query.Period.From is { } from ? await LogSeek.FirstSince(store, log, bounds.First, bounds.Last, from) : bounds.First;

        var gathered = new Gathered(query);
        await foreach (var page in LogPages.Back(store, LogPages.PartitionOf(log), before))
        {
            foreach (var entry in GrainJson.Read<LogRecord>(page.Body).Entries.Reverse())
            {
                if (entry.Sequence < first)
                    return gathered.ToPage(isLast: true);
                if (entry.Sequence < before && !gathered.Take(entry))
                    return gathered.ToPage(isLast: false);
            }
        }

        return gathered.ToPage(isLast: true);
    }

    /// <summary>What of the events that were gone through belongs to the page.</summary>
    private sealed class Gathered(AuditQuery query)
    {
        private readonly ImmutableArray<AuditEventView>.Builder _events = ImmutableArray.CreateBuilder<AuditEventView>();
        private int _scanned;
        private long _last;

        /// <summary>Looks at an event; false when the page is full, or enough was looked at, before this one.</summary>
        public bool Take(LogEntry entry)
        {
            if (_scanned == MostScanned)
                return false;
            if (query.Filter.Passes(entry) && query.Period.Contains(entry.Event.OccurredAt))
            {
                // One more than asked for tells that there is a next page.
                if (_events.Count == query.Limit)
                    return false;
                _events.Add(entry.AuditView());
            }

            _scanned++;
            _last = entry.Sequence;
            return true;
        }

        public Page<AuditEventView> ToPage(bool isLast)
            => new(_events.ToImmutable(), isLast ? null : _last.ToString(CultureInfo.InvariantCulture));
    }
}
