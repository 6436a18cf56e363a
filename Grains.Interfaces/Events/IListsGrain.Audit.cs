using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IListsGrain
{
    /// <summary>
    /// Events of a log that pass a filter. Goes through a bounded number of events, so a page can be short, or empty, and still have
    /// a next.
    /// </summary>
    [Alias("AuditEvents"), AlwaysInterleave]
    Task<Page<AuditEventView>> AuditEvents(LogId log, AuditQuery query);

    /// <summary>One event of a log. Errors: <see cref="ErrorCode.EventNotFound"/>.</summary>
    [Alias("AuditEvent"), AlwaysInterleave]
    Task<Result<AuditEventView>> AuditEvent(LogId log, EventId id);

    /// <summary>Which events a log has: a reader whose <see cref="LogRange.HasExpired"/> has missed some for good.</summary>
    [Alias("RangeOf"), AlwaysInterleave]
    Task<LogRange> RangeOf(LogId log);

    /// <summary>Fixes what an export comprises at this moment.</summary>
    [Alias("PlanExport"), AlwaysInterleave]
    Task<ExportPlan> PlanExport(ExportRequest request);

    /// <summary>
    /// The next lines of an export, some hundred KB at most. Its parts put together are always the same.
    /// Errors: <see cref="ErrorCode.EventsExpired"/>.
    /// </summary>
    /// <param name="plan">The export.</param>
    /// <param name="after">The number of the last event that was gone through; null to begin.</param>
    /// <param name="through">Where to stop.</param>
    [Alias("ReadExport"), AlwaysInterleave]
    Task<Result<ExportChunk>> ReadExport(ExportPlan plan, long? after, long through);

    /// <summary>The exports of a log that are not forgotten, the oldest first.</summary>
    [Alias("AuditExports"), AlwaysInterleave]
    Task<Page<AuditExportView>> AuditExports(LogId log, string? after, int limit);
}
