using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Tenantry.Persistence;

[assembly: AssemblyFixture(typeof(Tenantry.Grains.Tests.ClusterFixture))]

namespace Tenantry.Grains.Tests;

/// <summary>Two silos on one store, shared by all tests of the assembly.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private TestStore? _store;
    private InProcessTestCluster? _cluster;

    public IGrainFactory Grains => _cluster!.Client;

    /// <summary>The grains as each silo calls them.</summary>
    public IEnumerable<IGrainFactory> Silos => _cluster!.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<IGrainFactory>());

    public IRecordStore Store => _store!.Records;

    /// <summary>Where all mails of these tests go.</summary>
    internal RecordingMailer Mailer { get; } = new();

    /// <summary>The domain name system of these tests.</summary>
    internal PublishedTexts Dns { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.Open();
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(Store);
            silo.Services.AddSingleton<IPasswords, PlainPasswords>();
            silo.Services.AddSingleton<ISecrets, PlainSecrets>();
            silo.Services.AddSingleton<ILogSigner, PlainSigner>();
            silo.Services.AddSingleton<IMailer>(Mailer);
            silo.Services.AddSingleton<IDomainTxtRecords>(Dns);
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
            silo.AddRecordGrainStorage();
            silo.AddTenantryGrains();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster!.DisposeAsync();
        await _store!.DisposeAsync();
    }
}
