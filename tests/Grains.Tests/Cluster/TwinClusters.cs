using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Tenantry.Persistence;

namespace Tenantry.Grains.Tests;

/// <summary>
/// Two clusters that do not know of each other, on one store that goes wrong: every grain can be active twice at once, as it can
/// be in one cluster while its directory heals, only far more often.
/// </summary>
internal sealed class TwinClusters : IAsyncDisposable
{
    private readonly TestStore _records;
    private readonly List<InProcessTestCluster> _clusters = [];

    private TwinClusters(TestStore records)
    {
        _records = records;
        Store = new ChaosStore(records.Records);
    }

    public ChaosStore Store { get; }

    public OffsetClock Clock { get; } = new();

    public RecordingMailer Mailer { get; } = new();

    public IGrainFactory this[int index] => _clusters[index].Client;

    public PublishedTexts Dns { get; } = new();

    public static async Task<TwinClusters> Start()
    {
        var twins = new TwinClusters(await TestStore.Open());
        for (var i = 0; i < 2; i++)
        {
            var builder = new InProcessTestClusterBuilder(1);
            builder.ConfigureSilo((_, silo) =>
            {
                silo.Services.AddSingleton<TimeProvider>(twins.Clock);
                silo.Services.AddSingleton<IRecordStore>(twins.Store);
                silo.Services.AddSingleton<IPasswords, PlainPasswords>();
                silo.Services.AddSingleton<ISecrets, PlainSecrets>();
                silo.Services.AddSingleton<ILogSigner, PlainSigner>();
                silo.Services.AddSingleton<IMailer>(twins.Mailer);
                silo.Services.AddSingleton<IDomainTxtRecords>(twins.Dns);
                silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
                silo.AddRecordGrainStorage();
                silo.AddTenantryGrains();
            });
            var cluster = builder.Build();
            await cluster.DeployAsync();
            twins._clusters.Add(cluster);
        }

        return twins;
    }

    /// <summary>Ends one of the two as a crash would; the other goes on.</summary>
    public Task Kill(int index) => _clusters[index].KillSiloAsync(_clusters[index].Silos.Single());

    /// <summary>Lets everything finish that was begun: sets the clock forward until no alarm is left for the coming hour.</summary>
    public async Task Settle()
    {
        await Store.End();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        // What is undelivered is tried again within minutes; a mail that was sent is forgotten only after an hour.
        while ((await Store.FindDueAlarms(new AlarmShard(0, 1), Clock.GetUtcNow().AddMinutes(30), null, 1, deadline.Token)).Count > 0)
        {
            Clock.Advance(TimeSpan.FromSeconds(15));
            await Task.Delay(100, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters)
            await cluster.DisposeAsync();
        await _records.DisposeAsync();
    }
}
