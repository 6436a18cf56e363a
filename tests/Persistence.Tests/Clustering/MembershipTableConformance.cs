using System.Net;
using Orleans.Messaging;

namespace Tenantry.Persistence.Tests;

/// <summary>
/// The published rules of Orleans' membership protocol (IMembershipTable, and "Cluster management in Orleans"), which every
/// store's table must keep. A store's tests inherit this; each test has a cluster of its own.
/// </summary>
public abstract partial class MembershipTableConformance : IAsyncLifetime
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static int _generation;

    protected string Cluster { get; } = $"test-{Guid.NewGuid():N}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IMembershipTable Table { get; set; } = null!;

    private IGatewayListProvider Gateways { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Table = await OpenTable(Cluster);
        Gateways = await OpenGateways(Cluster);
        await Table.InitializeMembershipTableAsync(true, Stop);
        await Gateways.InitializeGatewayListProviderAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await CleanUp();
        GC.SuppressFinalize(this);
    }

    /// <summary>The table of a cluster, as a silo would have it; not yet initialized.</summary>
    protected abstract Task<IMembershipTable> OpenTable(string cluster);

    /// <summary>The gateways of a cluster, as a client would have them; not yet initialized.</summary>
    protected abstract Task<IGatewayListProvider> OpenGateways(string cluster);

    protected abstract ValueTask CleanUp();

    private static SiloAddress NewAddress(int port = 11111)
        => SiloAddress.New(IPAddress.Loopback, port, Interlocked.Increment(ref _generation));

    private static MembershipEntry NewEntry(SiloStatus status = SiloStatus.Joining, int proxyPort = 30000, DateTime? alive = null) => new()
    {
        SiloAddress = NewAddress(),
        SiloName = "silo",
        HostName = "host",
        Status = status,
        ProxyPort = proxyPort,
        StartTime = alive ?? Now,
        IAmAliveTime = alive ?? Now,
    };

    /// <summary>Inserts an entry under the table's version of the moment, and insists that it was done.</summary>
    private async Task<MembershipEntry> Inserted(MembershipEntry entry)
    {
        Assert.True(await Table.InsertRowAsync(entry, (await Table.ReadAllAsync(Stop)).Version.Next(), Stop));
        return entry;
    }

    private async Task<(MembershipEntry Entry, string Etag, TableVersion Version)> Row(SiloAddress silo)
    {
        var data = await Table.ReadRowAsync(silo, Stop);
        var (entry, etag) = Assert.Single(data.Members);
        return (entry, etag, data.Version);
    }

    private async Task<int> Version() => (await Table.ReadAllAsync(Stop)).Version.Version;

    private async Task<SiloAddress[]> Silos() => [.. (await Table.ReadAllAsync(Stop)).Members.Select(member => member.Item1.SiloAddress).Order()];
}
