using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Providers;
using Orleans.Runtime.Hosting;

namespace Tenantry.Persistence;

/// <summary>The doors of this room.</summary>
public static class PersistenceRegistration
{
    /// <summary>
    /// Records in a SQLite file, made if there is none. It is opened when <see cref="IRecordStore"/> is first asked for and
    /// closed with the services, which a host does after its silo has stopped.
    /// </summary>
    public static IServiceCollection AddSqliteRecordStore(this IServiceCollection services, string path)
        => services.AddSingleton<IRecordStore>(provider =>
            new SqliteRecordStore(path, provider.GetRequiredService<ILogger<SqliteRecordStore>>()));

    /// <summary>Keeps grain state in the <see cref="IRecordStore"/>, as the default storage provider.</summary>
    public static ISiloBuilder AddRecordGrainStorage(this ISiloBuilder silo)
    {
        silo.Services.AddGrainStorage(
            ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME,
            (services, _) => ActivatorUtilities.CreateInstance<RecordGrainStorage>(services));
        return silo;
    }
}
