namespace Tenantry.Grains;

/// <summary>An export and how far it is.</summary>
internal sealed record AuditExportState
{
    public ExportPlan? Plan { get; init; }

    public long Through { get; init; }

    public long Bytes { get; init; }

    public string? Sha256 { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public AuditExportView? View(ExportId id) => Plan is not { } plan ? null : new()
    {
        Id = id,
        Format = plan.Format,
        Status = Sha256 is not null ? AuditExportStatus.Done : Bytes > 0 ? AuditExportStatus.Running : AuditExportStatus.Ready,
        First = plan.First,
        Last = plan.Last,
        Filtered = !plan.Filter.IsEmpty,
        Total = plan.Total,
        Done = Math.Max(0, Through - plan.First + 1),
        Bytes = Bytes,
        Sha256 = Sha256,
        CreatedAt = plan.PlannedAt,
        ExpiresAt = ExpiresAt,
    };
}

[GrainType("audit-export"), CollectionAgeLimit(Minutes = 2)]
internal sealed class AuditExportGrain(
    [PersistentState("record")] IPersistentState<Record<AuditExportState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<AuditExportState>(storage, surroundings), IAuditExportGrain
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private ExportId Id => ExportId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    public async Task<Result<AuditExportView>> Create(ExportPlan plan, Actor actor)
    {
        if (State.Plan is not null) return View();

        var happened = TenantEvents.New(
            Ids, Now, EventTypes.AuditExportCreated, actor, Id.Value,
            ("filtered", plan.Filter.IsEmpty ? "false" : "true"),
            ("first", $"{plan.First}"),
            ("format", plan.Format == ExportFormat.Csv ? "csv" : "ndjson"),
            ("last", $"{plan.Last}"));
        await Commit(
            new AuditExportState { Plan = plan, Through = plan.First - 1, ExpiresAt = Now + Kept },
            new AppendEvents(plan.Log, [happened]));
        return View();
    }

    public Task<Result<AuditExportView>> Get() => Task.FromResult(View());

    public Task<Result<ExportPlan>> GetPlan() => Task.FromResult<Result<ExportPlan>>(State.Plan is { } plan ? plan : Errors.ExportNotFound(Id));

    public async Task Advance(long through, long bytes)
    {
        if (State is { Plan: not null, Sha256: null })
            await CommitUnseen(State with { Through = through, Bytes = bytes });
    }

    public async Task Finish(long bytes, string sha256)
    {
        // Read again after a redaction, its content is another one.
        if (State.Plan is { } plan && (State.Bytes, State.Sha256) != (bytes, sha256))
            await CommitUnseen(State with { Through = plan.Last, Bytes = bytes, Sha256 = sha256 });
    }

    protected override bool EndsWithAlarm => true;

    protected override DateTimeOffset? AlarmOf(AuditExportState state) => state.Plan is null ? null : state.ExpiresAt;

    protected override async Task OnAlarm()
    {
        if (State.Plan is not null && State.ExpiresAt <= Now)
            await Erase();
    }

    private Result<AuditExportView> View() => State.View(Id) is { } view ? view : Errors.ExportNotFound(Id);
}
