using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Tenantry.Persistence.Tests;

public sealed class DynamoDbClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_and_a_client_find_each_other_through_the_table()
    {
        var table = await DynamoDbTables.Fresh();
        using var first = await Silo(table);
        using var second = await Silo(table);
        using var client = await Client(table);
        var grains = client.Services.GetRequiredService<IClusterClient>();

        Assert.Equal(2, (await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, Stop)).Count);
        var diaries = Enumerable.Range(0, 20).Select(i => grains.GetGrain<IDiaryGrain>($"{i}")).ToList();
        await Task.WhenAll(diaries.Select(diary => diary.Add("first", null)));

        await first.StopAsync(Stop);

        foreach (var diary in diaries)
            Assert.Equal(["first"], await Answered(diary));
        Assert.Single(await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, Stop));
        await client.StopAsync(Stop);
        await second.StopAsync(Stop);
    }

    // The client may hold on to the gateway that has gone, for a call.
    private static async Task<string[]> Answered(IDiaryGrain diary)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await diary.Lines();
            }
            catch (Exception e) when (e is OrleansException or TimeoutException && Stopwatch.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), Stop);
            }
        }
    }

    private static async Task<IHost> Silo(DynamoDbSettings table)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddDynamoDbRecordStore(table);
        builder.UseOrleans(silo => silo
            .UseDynamoDbClustering(table)
            .Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = "test")
            .ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort())
            .UseSystemTextJsonGrainStorageSerializer()
            .AddRecordGrainStorage());
        return await Started(builder);
    }

    private static async Task<IHost> Client(DynamoDbSettings table)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client
            .UseDynamoDbClustering(table)
            .Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = "test"));
        return await Started(builder);
    }

    private static async Task<IHost> Started(HostApplicationBuilder builder)
    {
        var host = builder.Build();
        await host.StartAsync(Stop);
        return host;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
