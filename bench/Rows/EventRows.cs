namespace Tenantry.Bench;

/// <summary>What becomes of events: how many are appended, how soon they are seen, how many are delivered.</summary>
internal static class EventRows
{
    public static readonly string[] Names = ["events", "live", "webhooks"];

    /// <summary>Lets the server send to the receivers of this machine.</summary>
    public static Dictionary<string, string> Settings => new() { ["Tenantry:Webhooks:AllowedNetworks:0"] = "127.0.0.0/8" };

    public static async Task Measure(Subject subject, BenchOptions options, Report report)
    {
        await subject.SignUp(options.Connections);
        var tenants = subject.Tenants.All.Take(options.Connections).ToList();
        subject.LogIn(tenants);

        if (options.Rows.Contains("events"))
            await Appends(subject, tenants, options, report);
        if (options.Rows.Contains("live"))
            await LiveRow.Measure(subject, tenants, options, report);
        if (options.Rows.Contains("webhooks"))
            await WebhookRow.Measure(subject, tenants, options, report);
    }

    // One event each: a command and its event, in many logs and in one.
    private static async Task Appends(Subject subject, List<Tenant> tenants, BenchOptions options, Report report)
    {
        var many = HttpRow.Create("events, to as many logs as callers", subject.Server, options.Connections, () => new RenameWork(tenants), subject.Outboxes);
        var one = HttpRow.Create("events, all to one log", subject.Server, options.Connections, () => new RenameWork([tenants[0]]), subject.Outboxes);
        report.Add(many);
        report.Add(one);
        await many.WarmUp(options.WarmUp);
        await Row.Alternate(options.Rounds, (many, options.Command), (one, options.Command));
    }
}
