namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private const int LongestReason = 500;

    private async Task<Result<Done>> Run(RedactEvent redact, CommandIds ids)
    {
        var rules = new FieldRules();
        var reason = rules.Line("reason", redact.Reason, LongestReason);
        if (rules.AreBroken) return rules.ToError();

        return await grains.EventLog(redact.Log).Redact(redact.Event, reason, ids.For<EventId>("redacted"), redact.Actor);
    }

    private async Task<Result<AuditExportView>> Run(CreateAuditExport create, CommandIds ids)
        => await grains.AuditExport(create.Request.Log, ids.For<ExportId>("export"))
            .Create(await grains.Lists().PlanExport(create.Request), create.Actor);
}
