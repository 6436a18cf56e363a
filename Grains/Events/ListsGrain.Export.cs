namespace Tenantry.Grains;

internal sealed partial class ListsGrain
{
    private const int MostExportBytes = 256 * 1024;
    private const int MostExportScanned = 1_000;

    public async Task<ExportPlan> PlanExport(ExportRequest request)
    {
        var (log, period) = (request.Log, request.Period);
        var bounds = await LogSeek.Bounds(store, log);
        var first = period.From is { } from ? await FirstThatOccurred(log, bounds, from) : bounds.First;
        var last = period.To is { } to ? await LastThatOccurred(log, bounds, first, to)
            : bounds.Last < first ? null
            : new LastOfExport(bounds.Last, bounds.LastId!.Value, bounds.LastHash);
        return new ExportPlan
        {
            Log = log,
            Format = request.Format,
            Filter = request.Filter,
            First = first,
            Last = last?.Sequence ?? first - 1,
            LastId = last?.Id,
            LastHash = last?.Hash,
            Checkpoint = bounds.Head.Checkpoint,
            NewestSignature = bounds.Head.Signed is { } signed && signed.Statement.Sequence >= first && signed.Statement.Sequence <= last?.Sequence ? signed : null,
            PlannedAt = time.GetUtcNow(),
        };
    }

    public async Task<Result<ExportChunk>> ReadExport(ExportPlan plan, long? after, long through)
    {
        IExportLines lines = plan.Format == ExportFormat.Csv ? new CsvLines() : new NdjsonLines();
        if (after is null)
            lines.Begin(plan);
        var done = after ?? plan.First - 1;
        if (after >= plan.Last)
        {
            lines.End(plan);
            return new ExportChunk(lines.ToBytes(), plan.Last, Ends: true);
        }

        var bounds = await LogSeek.Bounds(store, plan.Log);
        if (done + 1 < bounds.First && plan.Total > 0) return Errors.EventsExpired(bounds.First);

        through = Math.Min(through, plan.Last);
        var scanned = 0;
        await foreach (var page in LogPages.From(store, LogPages.PartitionOf(plan.Log), done))
        {
            var record = GrainJson.Read<LogRecord>(page.Body);
            var previous = record.PreviousHash;
            foreach (var entry in record.Entries)
            {
                if (entry.Sequence > done)
                {
                    if (entry.Sequence > through || scanned == MostExportScanned || lines.Size >= MostExportBytes)
                        return new ExportChunk(lines.ToBytes(), done, Ends: false);
                    // A gap means that it is being removed at this moment.
                    if (entry.Sequence != done + 1) return Errors.EventsExpired(entry.Sequence);
                    if (plan.Filter.Passes(entry))
                        lines.Add(entry, previous);
                    done = entry.Sequence;
                    scanned++;
                }

                previous = entry.Hash;
            }
        }

        if (done < through) return Errors.EventsExpired(plan.Last + 1);
        return new ExportChunk(lines.ToBytes(), done, Ends: false);
    }

    private async Task<long> FirstThatOccurred(LogId log, LogBounds bounds, DateTimeOffset from)
    {
        var start = await LogSeek.FirstSince(store, log, bounds.First, bounds.Last, from);
        if (start <= bounds.Last)
        {
            await foreach (var page in LogPages.From(store, LogPages.PartitionOf(log), start - 1))
            {
                foreach (var entry in GrainJson.Read<LogRecord>(page.Body).Entries)
                {
                    if (entry.Sequence >= start && entry.Event.OccurredAt >= from)
                        return entry.Sequence;
                }
            }
        }

        return bounds.Last + 1;
    }

    private async Task<LastOfExport?> LastThatOccurred(LogId log, LogBounds bounds, long first, DateTimeOffset to)
    {
        var end = await LogSeek.EndBefore(store, log, bounds.First, bounds.Last, to);
        await foreach (var page in LogPages.Back(store, LogPages.PartitionOf(log), end))
        {
            foreach (var entry in GrainJson.Read<LogRecord>(page.Body).Entries.Reverse())
            {
                if (entry.Sequence < first)
                    return null;
                if (entry.Sequence < end && entry.Event.OccurredAt < to)
                    return new LastOfExport(entry.Sequence, entry.Event.Id, entry.Hash);
            }
        }

        return null;
    }

    private sealed record LastOfExport(long Sequence, EventId Id, string Hash);
}
