namespace Tenantry.Bench;

/// <summary>Rows whose work is done by several processes: what they cost is the sum over all of them.</summary>
internal static class ClusterRow
{
    /// <param name="name">What the report calls it.</param>
    /// <param name="cluster">Who is measured: all of it.</param>
    /// <param name="entrances">Who is asked, in turn.</param>
    /// <param name="connections">By how many at once.</param>
    /// <param name="work">What is asked in one run.</param>
    /// <param name="isCommand">Whether a run ends only when all outboxes are empty.</param>
    public static Row Create(string name, Cluster cluster, IReadOnlyList<MeasuredServer> entrances, int connections, Func<IWork> work, bool isCommand)
        => new(name, async duration =>
        {
            var (before, storeBefore) = (Cpu(cluster), cluster.StoreCpu);
            var load = new ClosedLoop([.. entrances.Select(entrance => entrance.Address)], connections).Run(work(), duration);
            var settled = isCommand ? await cluster.Outboxes.WaitEmpty() : TimeSpan.Zero;
            return new Measurement
            {
                Operations = load.Operations,
                Errors = load.Errors,
                FirstError = load.FirstError,
                LoadSeconds = load.Elapsed.TotalSeconds,
                SettleSeconds = settled.TotalSeconds,
                P50 = load.Percentile(50),
                P99 = load.Percentile(99),
                CpuMilliseconds = (Cpu(cluster) - before).TotalMilliseconds,
                StoreMilliseconds = (cluster.StoreCpu - storeBefore).TotalMilliseconds,
                Memory = cluster.Servers.Sum(server => server.Memory),
                GeneratorMilliseconds = load.GeneratorCpu.TotalMilliseconds,
            };
        });

    private static TimeSpan Cpu(Cluster cluster) => TimeSpan.FromTicks(cluster.Servers.Sum(server => server.Cpu.Ticks));
}
