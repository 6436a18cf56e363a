using System.Globalization;

namespace Tenantry.Bench;

/// <summary>The same work on each store, at front ends, and on more silos.</summary>
internal static class ClusterRows
{
    public const string Stores = "stores";
    public const string Remote = "remote";
    public const string Silos = "silos";

    public static readonly string[] Names = [Stores, Remote, Silos];

    public static readonly string[] StoreNames = [EmbeddedStore.Kind, PostgresStore.Kind, DynamoDbStore.Kind];

    private const int MostSilos = 3;
    private const int WarmUpsOfSignup = 6;

    /// <summary>Measures those rows that are asked for, on those stores that are.</summary>
    public static async Task Measure(string folder, BenchOptions options, Report report)
    {
        var running = new List<IClusterStore>();
        try
        {
            foreach (var name in StoreNames.Where(options.Stores.Contains)) running.Add(await Start(name));

            if (options.Rows.Contains(Stores)) await OnEach(running, folder, options, report);
            foreach (var shared in running.Where(store => store is not EmbeddedStore))
            {
                if (options.Rows.Contains(Remote)) await AtFrontEnds(shared, folder, options, report);
                if (options.Rows.Contains(Silos)) await OnMore(shared, folder, options, report);
            }
        }
        finally
        {
            foreach (var store in running) store.Dispose();
        }
    }

    private static async Task<IClusterStore> Start(string name) => name switch
    {
        EmbeddedStore.Kind => new EmbeddedStore(),
        PostgresStore.Kind => await PostgresStore.Start(),
        _ => await DynamoDbStore.Start(),
    };

    // One silo each, all of them running, so that the rows can be measured in turn.
    private static async Task OnEach(IReadOnlyList<IClusterStore> stores, string folder, BenchOptions options, Report report)
    {
        var clusters = new List<Cluster>();
        try
        {
            var rows = new List<(Row Row, TimeSpan Duration)>();
            foreach (var store in stores)
            {
                var cluster = await Cluster.Start(store, Path.Combine(folder, $"{Stores}-{store.Name}"), silos: 1);
                clusters.Add(cluster);
                var signup = await Signup($"signup, one silo on {store.Name}", cluster, options, report);
                var read = await Read($"organization, one silo on {store.Name}", cluster, cluster.Silos, options, report);
                rows.AddRange([(signup, options.Command), (read, options.Read)]);
            }

            await Row.Alternate(options.Rounds, rows);
        }
        finally
        {
            clusters.ForEach(cluster => cluster.Dispose());
        }
    }

    // One silo, so that every grain is local to it and remote to the front end, and there is nothing else between them.
    private static async Task AtFrontEnds(IClusterStore store, string folder, BenchOptions options, Report report)
    {
        using var cluster = await Cluster.Start(store, Path.Combine(folder, $"{Remote}-{store.Name}"), silos: 1, frontEnds: 1);
        var local = await Read($"organization, at a silo on {store.Name}", cluster, cluster.Silos, options, report);
        var remote = await Read($"organization, at a front end on {store.Name}", cluster, cluster.FrontEnds, options, report);

        var (operations, calls) = (0L, await GrainCalls.Of(cluster.FrontEnds[0]));
        await Row.Alternate(options.Rounds, (local, options.Read), (remote, options.Read));
        operations = remote.Rounds.Sum(round => round.Operations);
        var callsPerRead = (await GrainCalls.Of(cluster.FrontEnds[0]) - calls) / Math.Max(1, operations);
        report.Target($"{store.Name}: grain calls of a read", null, () => callsPerRead);
        report.Target($"{store.Name}: CPU ms a remote call costs more", null, () => (remote.CpuPerOperation() - local.CpuPerOperation()) / callsPerRead);
        report.Target($"{store.Name}: read, remote by local CPU", null, () => remote.CpuPerOperation() / local.CpuPerOperation());
    }

    // One after the other: silos that only wait cost something, too.
    private static async Task OnMore(IClusterStore store, string folder, BenchOptions options, Report report)
    {
        for (var silos = 1; silos <= MostSilos; silos++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Silos}-{store.Name}-{silos}");
            using var cluster = await Cluster.Start(store, Path.Combine(folder, name), silos);
            var signup = await Signup(string.Create(CultureInfo.InvariantCulture, $"signup, silos on {store.Name}: {silos}"), cluster, options, report);
            await Row.Alternate(options.Rounds, (signup, options.Command));
        }
    }

    private static async Task<Row> Signup(string name, Cluster cluster, BenchOptions options, Report report)
    {
        var row = ClusterRow.Create(name, cluster, cluster.Silos, options.Connections, () => cluster.Signups(options.Connections), isCommand: true);
        // Every silo compiles for itself what its share of the sign-ups makes hot.
        await row.WarmUp(WarmUpsOfSignup * cluster.Silos.Count * options.WarmUp);
        report.Add(row);
        report.Target($"{name}: the store's CPU ms", null, () => row.Median(round => round.StorePerOperation));
        return row;
    }

    private static async Task<Row> Read(string name, Cluster cluster, IReadOnlyList<MeasuredServer> entrances, BenchOptions options, Report report)
    {
        var readers = await cluster.Readers(options.Connections);
        var work = new ReadWork([.. readers.Select(tenant => RequestBytes.Get($"/v1/organizations/{tenant.Organization}", tenant.Token))]);
        var row = ClusterRow.Create(name, cluster, entrances, options.Connections, () => work, isCommand: false);
        await row.WarmUp(options.WarmUp);
        report.Add(row);
        return row;
    }
}
