using System.Globalization;

namespace Tenantry.Bench;

/// <summary>Silos and front ends on one store, with customers.</summary>
internal sealed class Cluster : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IClusterStore _store;
    private readonly List<MeasuredServer> _silos = [];
    private readonly List<MeasuredServer> _frontEnds = [];

    private Cluster(IClusterStore store, EmptyStore empty) => (_store, Outboxes) = (store, empty.Outboxes);

    public IOutboxes Outboxes { get; }

    public Tenants Tenants { get; } = new();

    public IReadOnlyList<MeasuredServer> Silos => _silos;

    public IReadOnlyList<MeasuredServer> FrontEnds => _frontEnds;

    /// <summary>Everything of Tenantry's.</summary>
    public IReadOnlyList<MeasuredServer> Servers => [.. _silos, .. _frontEnds];

    public TimeSpan StoreCpu => _store.Cpu;

    /// <summary>Starts a cluster on an empty store and waits until all of it is ready.</summary>
    public static async Task<Cluster> Start(IClusterStore store, string folder, int silos, int frontEnds = 0)
    {
        string DataOf(int silo) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"silo-{silo}"));
        var empty = await store.Fresh(DataOf(0));
        var cluster = new Cluster(store, empty);
        try
        {
            var settings = BenchSettings.Of(reducedHashing: true).Concat(empty.Settings)
                // Tokens of one must be good at the others.
                .Append(new("Tenantry:Issuer", "http://bench.example")).ToList();
            for (var silo = 0; silo < silos; silo++)
                await Add(cluster._silos, MeasuredServer.Tenantry(DataOf(silo), [.. settings, .. store is EmbeddedStore ? [] : Ports()]));
            for (var frontEnd = 0; frontEnd < frontEnds; frontEnd++)
                await Add(cluster._frontEnds, MeasuredServer.FrontEnd(folder, settings));
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    public SignupWork Signups(int connections) => new(Tenants, connections, keyed: false);

    /// <summary>Signs up so many customers and logs them in.</summary>
    public async Task<IReadOnlyList<Tenant>> Readers(int count)
    {
        var entrance = new ClosedLoop(_silos[0].Address, count);
        Expect(count, entrance.Run(new LimitedWork(Signups(count), count), Patience));
        await Outboxes.WaitEmpty();
        var readers = Tenants.All.Take(count).ToList();
        // One first: what is compiled for it is not waited for by all at once.
        Expect(1, entrance.Run(new LoginWork([readers[0]], count), Patience));
        Expect(count, entrance.Run(new LoginWork(readers, count), Patience));
        return readers;
    }

    public void Dispose()
    {
        foreach (var server in Servers.Reverse()) server.Dispose();
    }

    private static async Task Add(List<MeasuredServer> servers, MeasuredServer server)
    {
        servers.Add(server);
        await server.WaitReady("/healthz/ready");
    }

    private static IEnumerable<KeyValuePair<string, string>> Ports() =>
    [
        new("Tenantry:Cluster:SiloPort", Loopback.FreePort().Port.ToString(CultureInfo.InvariantCulture)),
        new("Tenantry:Cluster:GatewayPort", Loopback.FreePort().Port.ToString(CultureInfo.InvariantCulture)),
    ];

    private static void Expect(int operations, LoadResult load)
    {
        if (load.Errors > 0 || load.Operations != operations)
            throw new InvalidOperationException($"Of {operations} requests {load.Operations} succeeded: {load.FirstError}");
    }
}
