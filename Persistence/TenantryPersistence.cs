using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Providers;
using Orleans.Runtime.Hosting;

namespace Tenantry.Persistence;

/// <summary>The doors of this room.</summary>
public static partial class TenantryPersistence
{
    /// <summary>
    /// Records in a SQLite file, made if there is none. It is opened when <see cref="IRecordStore"/> is first asked for and
    /// closed with the services, which a host does after its silo has stopped.
    /// </summary>
    public static IServiceCollection AddSqliteRecordStore(this IServiceCollection services, string path)
        => services.AddSingleton<IRecordStore>(provider =>
            new SqliteRecordStore(path, provider.GetRequiredService<ILogger<SqliteRecordStore>>()));

    /// <summary>
    /// Makes the <see cref="IRecordStore"/> registered before fail and delay writes. For tests of the built program; the caller
    /// sees to it that this happens in Development only.
    /// </summary>
    /// <exception cref="InvalidOperationException">No store is registered.</exception>
    public static IServiceCollection AddRecordStoreFaults(this IServiceCollection services, FaultOptions options)
        => services.WrapRecordStore((inner, provider)
            => new FaultyRecordStore(inner, options, provider.GetService<TimeProvider>() ?? TimeProvider.System));

    /// <summary>Makes every call of the <see cref="IRecordStore"/> registered before a span, for a host that collects traces.</summary>
    /// <exception cref="InvalidOperationException">No store is registered.</exception>
    public static IServiceCollection AddRecordStoreTraces(this IServiceCollection services)
        => services.WrapRecordStore((inner, _) => new TracedRecordStore(inner));

    /// <summary>Keeps grain state in the <see cref="IRecordStore"/>, as the default storage provider.</summary>
    public static ISiloBuilder AddRecordGrainStorage(this ISiloBuilder silo)
    {
        silo.Services.AddGrainStorage(
            ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME,
            (services, _) => ActivatorUtilities.CreateInstance<RecordGrainStorage>(services));
        return silo;
    }

    private static IServiceCollection WrapRecordStore<TOuter>(
        this IServiceCollection services, Func<IRecordStore, IServiceProvider, TOuter> wrap)
        where TOuter : IRecordStore
    {
        var real = services.LastOrDefault(service => service.ServiceType == typeof(IRecordStore) && !service.IsKeyedService)
            ?? throw new InvalidOperationException("Register the store before what goes around it.");
        services.Remove(real);
        // Under a key, so that the container still closes it.
        services.Add(Keyed(real, typeof(TOuter)));
        return services.AddSingleton<IRecordStore>(provider => wrap(provider.GetRequiredKeyedService<IRecordStore>(typeof(TOuter)), provider));
    }

    private static ServiceDescriptor Keyed(ServiceDescriptor service, Type key)
    {
        if (service.ImplementationInstance is { } instance)
            return new ServiceDescriptor(service.ServiceType, key, instance);
        return service.ImplementationFactory is { } factory
            ? new ServiceDescriptor(service.ServiceType, key, (provider, _) => factory(provider), service.Lifetime)
            : new ServiceDescriptor(service.ServiceType, key, service.ImplementationType!, service.Lifetime);
    }
}
