using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Hosting.Tests;

public sealed class LeaseFilterTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly MovedClock _clock = new();

    [Fact]
    public async Task Without_a_lease_nobody_is_answered_and_no_tick_of_a_timer_is_lost()
    {
        var lease = new Lease(_clock);
        lease.Renew(_clock.GetTimestamp());
        await using var cluster = await Start(lease);
        var grain = cluster.Client.GetGrain<ITickingGrain>(1);
        await grain.TickAfter(Soon);
        Assert.Equal(0, await grain.Ticks());

        _clock.Move(Lease.Length);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => grain.Ticks());
        await TickingGrain.Ticked.WaitAsync(Patience, TestContext.Current.CancellationToken);

        lease.Renew(_clock.GetTimestamp());
        Assert.Equal(1, await grain.Ticks());
    }

    private static async Task<InProcessTestCluster> Start(Lease lease)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(lease);
            silo.Services.AddLeaseFilter();
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
