namespace Tenantry.Bench;

/// <summary>Rows that ask a server over HTTP.</summary>
internal static class HttpRow
{
    /// <param name="name">What the report calls it.</param>
    /// <param name="server">Who is asked and measured.</param>
    /// <param name="connections">By how many at once.</param>
    /// <param name="work">What is asked in one run.</param>
    /// <param name="outboxes">For commands: a run ends when these are empty.</param>
    public static Row Create(string name, MeasuredServer server, int connections, Func<IWork> work, Outboxes? outboxes = null)
        => new(name, async duration =>
        {
            var before = server.Cpu;
            var load = new ClosedLoop(server.Address, connections).Run(work(), duration);
            var settled = outboxes is null ? TimeSpan.Zero : await outboxes.WaitEmpty();
            return new Measurement
            {
                Operations = load.Operations,
                Errors = load.Errors,
                FirstError = load.FirstError,
                LoadSeconds = load.Elapsed.TotalSeconds,
                SettleSeconds = settled.TotalSeconds,
                P50 = load.Percentile(50),
                P99 = load.Percentile(99),
                CpuMilliseconds = (server.Cpu - before).TotalMilliseconds,
                Memory = server.Memory,
                GeneratorMilliseconds = load.GeneratorCpu.TotalMilliseconds,
            };
        });
}
