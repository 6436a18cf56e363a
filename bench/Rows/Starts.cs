using System.Diagnostics;

namespace Tenantry.Bench;

/// <summary>From nothing to the first customer.</summary>
internal static class Starts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Starts the built program on empty folders, from the start of its process to its first answered sign-up.</summary>
    public static async Task Measure(Func<string, MeasuredServer> start, BenchOptions options, Report report)
    {
        var number = 0;
        var row = new Row("start", async _ =>
        {
            using var server = start($"start-{++number}");
            await server.WaitReady("/healthz/ready");
            var first = new LimitedWork(new SignupWork(new Tenants(), connections: 1, keyed: false), requests: 1);
            var load = new ClosedLoop(server.Address, connections: 1).Run(first, Patience);
            var elapsed = Stopwatch.GetElapsedTime(server.StartedAt);
            return new Measurement
            {
                Operations = load.Operations,
                Errors = load.Errors,
                FirstError = load.FirstError,
                LoadSeconds = elapsed.TotalSeconds,
                P50 = elapsed.TotalMilliseconds,
                P99 = elapsed.TotalMilliseconds,
                CpuMilliseconds = server.Cpu.TotalMilliseconds,
                Memory = server.Memory,
            };
        });
        report.Add(row);
        report.Target("start: seconds to the first answered sign-up", 3, () => row.Median(round => round.LoadSeconds));

        // The first one finds nothing of the program in memory, and this process's own code not compiled.
        if (!options.Quick) await row.WarmUp(default);
        await Row.Alternate(options.Rounds, (row, default));
    }
}
