using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace Tenantry.Persistence;

public static partial class TenantryPersistence
{
    // What Orleans calls the driver.
    private const string Invariant = "Npgsql";

    /// <summary>
    /// Records in a PostgreSQL database, for any number of processes. It connects when it is first asked for something;
    /// <see cref="IPreparedStore.Prepare"/> comes before that.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; one line that says which.</exception>
    public static IServiceCollection AddPostgresRecordStore(this IServiceCollection services, PostgresSettings settings)
    {
        PostgresConnections.Parse(settings);
        return services.AddSingleton<IRecordStore>(provider =>
            new PostgresRecordStore(settings, provider.GetRequiredService<ILogger<PostgresRecordStore>>()));
    }

    /// <summary>Keeps the cluster's membership in the database of the records; its tables are made with theirs.</summary>
    public static ISiloBuilder UsePostgresClustering(this ISiloBuilder silo, PostgresSettings settings)
    {
        silo.Services.AddKeyedSingleton(Invariant, (_, _) => PostgresConnections.ForMembership(settings));
        return silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> options) => options.Configure<IServiceProvider>(
            (clustering, services) =>
                (clustering.Invariant, clustering.DataSource) = (Invariant, services.GetRequiredKeyedService<NpgsqlDataSource>(Invariant))));
    }

    /// <summary>Finds the cluster's gateways in the database of the records.</summary>
    public static IClientBuilder UsePostgresClustering(this IClientBuilder client, PostgresSettings settings)
    {
        client.Services.AddKeyedSingleton(Invariant, (_, _) => PostgresConnections.ForMembership(settings));
        return client.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringClientOptions> options) => options.Configure<IServiceProvider>(
            (clustering, services) =>
                (clustering.Invariant, clustering.DataSource) = (Invariant, services.GetRequiredKeyedService<NpgsqlDataSource>(Invariant))));
    }
}
