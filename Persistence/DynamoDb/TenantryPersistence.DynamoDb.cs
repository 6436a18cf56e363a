using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Tenantry.Persistence;

public static partial class TenantryPersistence
{
    /// <summary>Records in a table of DynamoDB, which <see cref="IPreparedStore.Prepare"/> looks for or makes.</summary>
    public static IServiceCollection AddDynamoDbRecordStore(this IServiceCollection services, DynamoDbSettings settings)
        => services.AddSingleton<IRecordStore>(provider =>
            new DynamoDbRecordStore(settings, provider.GetRequiredService<ILogger<DynamoDbRecordStore>>()));

    /// <summary>Lets silos find each other through the table.</summary>
    public static ISiloBuilder UseDynamoDbClustering(this ISiloBuilder silo, DynamoDbSettings settings)
    {
        silo.Services.AddSingleton<IMembershipTable>(provider => new DynamoDbMembershipTable(
            settings, Cluster(provider), provider.GetRequiredService<ILogger<DynamoDbMembershipTable>>()));
        return silo;
    }

    /// <summary>Lets a client find silos through the table.</summary>
    public static IClientBuilder UseDynamoDbClustering(this IClientBuilder client, DynamoDbSettings settings)
    {
        client.Services.AddSingleton<IGatewayListProvider>(provider => new DynamoDbGateways(
            settings, Cluster(provider), provider.GetRequiredService<IOptions<GatewayOptions>>().Value.GatewayListRefreshPeriod,
            provider.GetRequiredService<ILogger<DynamoDbGateways>>()));
        return client;
    }

    private static string Cluster(IServiceProvider services) => services.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId;
}
