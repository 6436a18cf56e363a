namespace Tenantry.Bench;

/// <summary>Sign-ups with their events beside the same sign-ups whose events are thrown away.</summary>
internal static class EventCost
{
    public const string Name = "event-cost";

    private const string Variable = "TENANTRY_BENCH_EVENTS";
    private const string Dropped = "dropped";

    /// <summary>Whether this process is to throw events away.</summary>
    public static bool AreDropped => Environment.GetEnvironmentVariable(Variable) == Dropped;

    /// <summary>The settings with which <see cref="StartupHook"/> gets into the measured program.</summary>
    public static Dictionary<string, string> Settings(bool dropped) => new()
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(EventCost).Assembly.Location,
        [Variable] = dropped ? Dropped : "kept",
    };

    /// <summary>Measures the two in turn.</summary>
    public static async Task Measure(Subject kept, Subject dropped, BenchOptions options, Report report)
    {
        var with = HttpRow.Create("signup, events kept", kept.Server, options.Connections, () => kept.Signups(), kept.Outboxes);
        var without = HttpRow.Create("signup, events thrown away", dropped.Server, options.Connections, () => dropped.Signups(), dropped.Outboxes);
        await with.WarmUp(options.WarmUp);
        await without.WarmUp(options.WarmUp);

        report.Add(with, without);
        report.Target("events: what they take of a sign-up's rate", 0.15, () => 1 - with.Rate() / without.Rate());
        report.Target("events: what they add to a sign-up's CPU", bound: null, () => with.CpuPerOperation() / without.CpuPerOperation() - 1);
        await Row.Alternate(options.Rounds, (with, options.Command), (without, options.Command));
    }
}
