using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Orleans.Messaging;
using Tenantry.Tests;

namespace Tenantry.Persistence.Tests;

public sealed class PostgresMembershipConformance : MembershipTableConformance
{
    private static readonly Lazy<Task<PostgresSettings>> Settings = new(Prepared);

    private readonly List<IHost> _hosts = [];

    protected override async Task<IMembershipTable> OpenTable(string cluster)
    {
        var settings = await Settings.Value;
        return Built(host => host.UseOrleans(silo => silo.UsePostgresClustering(settings)
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster)))).GetRequiredService<IMembershipTable>();
    }

    protected override async Task<IGatewayListProvider> OpenGateways(string cluster)
    {
        var settings = await Settings.Value;
        return Built(host => host.UseOrleansClient(client => client.UsePostgresClustering(settings)
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster)))).GetRequiredService<IGatewayListProvider>();
    }

    protected override ValueTask CleanUp()
    {
        _hosts.ForEach(host => host.Dispose());
        return default;
    }

    private static async Task<PostgresSettings> Prepared()
    {
        var settings = new PostgresSettings(await SharedPostgres.Database());
        await using var store = new PostgresRecordStore(settings, NullLogger<PostgresRecordStore>.Instance);
        await store.Prepare(TestContext.Current.CancellationToken);
        return settings;
    }

    // Never started: what is asked of it needs no silo.
    private IServiceProvider Built(Action<IHostApplicationBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        configure(builder);
        var host = builder.Build();
        lock (_hosts)
            _hosts.Add(host);
        return host.Services;
    }
}
