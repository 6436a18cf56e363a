using Amazon.KeyManagementService;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>The ring of keys that protects secrets at rest: one for everything that Data Protection protects in this program.</summary>
public static class TenantrySecrets
{
    /// <summary>Where the ring lies in a store: a record an element, by its name.</summary>
    public const string RingPartition = "identity/key-ring";

    /// <summary>Whether the ring of a process that shares its store with nobody lies in a folder all the same.</summary>
    public static bool KeepsRingInFolder(IConfiguration configuration)
        => configuration[$"{RingSettings.Section}:{nameof(RingSettings.Ring)}"] is null or RingSettings.InFolder;

    /// <summary>
    /// Sets up the ring as <c>Tenantry:Keys</c> asks: in the folder, or in the <see cref="IRecordStore"/>; wrapped by a KMS key when
    /// one is named. The host calls <see cref="OpenTenantrySecrets"/> before it starts.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="folder">Where the ring lies; null when other processes use the same store, which then holds it.</param>
    public static IServiceCollection AddTenantrySecrets(this IServiceCollection services, IConfiguration configuration, DirectoryInfo? folder)
    {
        services.AddSingleton<IValidateOptions<RingSettings>>(new RingSettings.Rules(isShared: folder is null));
        services.AddOptions<RingSettings>().Bind(configuration.GetSection(RingSettings.Section)).ValidateOnStart();
        services.AddDataProtection().SetApplicationName("Tenantry");
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((ring, provider) => Configure(ring, provider, folder));

        if (configuration[$"{RingSettings.Section}:{nameof(RingSettings.KmsKeyId)}"] is { } keyId)
        {
            services.TryAddSingleton(provider => KmsKey.Client(provider.GetRequiredService<IOptions<RingSettings>>().Value));
            services.AddSingleton(provider => new KmsKey(provider.GetRequiredService<IAmazonKeyManagementService>(), keyId));
        }

        return services;
    }

    /// <summary>
    /// Opens the signing keys before anything else starts: a process whose secrets cannot be opened must not serve, and whoever
    /// started it wants to know why.
    /// </summary>
    /// <exception cref="SecretsUnavailableException">KMS does not answer, or the ring is not the one it was.</exception>
    /// <exception cref="StoreUnavailableException">The keys cannot be read.</exception>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    public static async Task OpenTenantrySecrets(this IServiceProvider services)
    {
        if (services.GetService<KmsKey>() is { } key)
            await key.Check();
        await services.GetRequiredService<KeyRing>().Current();
    }

    private static void Configure(KeyManagementOptions ring, IServiceProvider provider, DirectoryInfo? folder)
    {
        ring.XmlRepository = folder is null || provider.GetRequiredService<IOptions<RingSettings>>().Value.Ring == RingSettings.InStore
            ? new RecordXmlRepository(provider.GetRequiredService<IRecordStore>())
            : new FileSystemXmlRepository(folder, provider.GetRequiredService<ILoggerFactory>());
        if (provider.GetService<KmsKey>() is { } key)
            ring.XmlEncryptor = new KmsEncryptor(key);
    }
}
