using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Tenantry.Persistence.Tests;

/// <summary>One silo that keeps grain state in a SQLite file.</summary>
public sealed class DiaryCluster : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public InProcessTestCluster Cluster { get; private set; } = null!;

    public string Database => _folder.Database;

    public IGrainFactory Grains => Cluster.Client;

    public IRecordStore Store => Services.GetRequiredService<IRecordStore>();

    public IGrainStorage Storage => Services.GetRequiredKeyedService<IGrainStorage>("Default");

    private IServiceProvider Services => Cluster.GetSiloServiceProvider();

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSqliteRecordStore(Database);
            silo.UseSystemTextJsonGrainStorageSerializer();
            silo.AddRecordGrainStorage();
        });
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        _folder.Dispose();
    }
}
