using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Streams.Filtering;
using Orleans.TestingHost;
using Tenantry.Persistence;
using EventId = Tenantry.Grains.Interfaces.EventId;

namespace Tenantry.Grains.Tests;

/// <summary>A stream loses what it wants: whoever follows a log misses nothing.</summary>
public sealed class LossyStreamTests
{
    private const int Logs = 20;
    private const int EventsEach = 40;

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public async Task Followers_miss_nothing_when_streams_lose_and_a_silo_dies(double loss)
    {
        await using var cluster = await FollowedCluster.Start(silos: 3, loss);
        var logs = NewLogs(Logs);
        foreach (var log in logs)
            await cluster.Follow(log);

        var appending = logs.Select(log => Append(cluster, log)).ToArray();
        await Eventually.True(() => Task.FromResult(FollowerGrain.Read.TryGetValue(logs[0].Value, out var read) && read.Count > EventsEach / 4));
        await cluster.KillOne();
        await Task.WhenAll(appending);

        foreach (var log in logs)
        {
            await Eventually.True(
                () => Task.FromResult(FollowerGrain.Read.TryGetValue(log.Value, out var read) && read.Distinct().Count() == EventsEach), within: TimeSpan.FromSeconds(90));
            // A read that was not written down before its silo died is repeated from there, never out of order.
            Assert.Equal(Enumerable.Range(1, EventsEach).Select(i => (long)i), FollowerGrain.Read[log.Value].Distinct());
        }
    }

    [Fact]
    public async Task A_stream_that_loses_nothing_is_faster_than_the_log_itself()
    {
        await using var cluster = await FollowedCluster.Start(silos: 1, loss: 0);
        var log = NewLogs(1)[0];
        await cluster.Follow(log);
        FollowerGrain.Delays.Clear();

        for (var i = 1; i <= 20; i++)
        {
            await cluster.Grains.EventLog(log).Append([Happened()]);
            await Eventually.True(() => Task.FromResult(FollowerGrain.Read.TryGetValue(log.Value, out var read) && read.Count == i));
        }

        // The log itself waits a second before it asks its followers.
        Assert.InRange(FollowerGrain.Delays.Order().ElementAt(10), TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
    }

    private static LogId[] NewLogs(int count)
        => [.. Enumerable.Range(0, count).Select(_ => LogId.Of(TypedId.From<OrganizationId>(Guid.CreateVersion7())))];

    // As an outbox does: the same event again until it is taken.
    private static async Task Append(FollowedCluster cluster, LogId log)
    {
        for (var i = 0; i < EventsEach; i++)
        {
            var happened = Happened();
            await Eventually.True(
                async () =>
                {
                    try
                    {
                        await cluster.Grains.EventLog(log).Append([happened]);
                        return true;
                    }
                    catch (Exception exception) when (exception is OrleansException or TimeoutException or StoreUnavailableException)
                    {
                        return false;
                    }
                },
                within: TimeSpan.FromSeconds(60));
            await Task.Yield();
        }
    }

    private static TenantEvent Happened() => new()
    {
        Id = TypedId.From<EventId>(Guid.CreateVersion7()),
        Type = "test.happened",
        OccurredAt = DateTimeOffset.UtcNow,
        CausedBy = Actor.System,
        Subject = "test",
    };

    private sealed class FollowedCluster : IAsyncDisposable
    {
        private readonly TestStore _store;
        private InProcessTestCluster? _cluster;

        private FollowedCluster(TestStore store) => _store = store;

        public IGrainFactory Grains => _cluster!.Client;

        public static async Task<FollowedCluster> Start(short silos, double loss)
        {
            var cluster = new FollowedCluster(await TestStore.Open());
            var builder = new InProcessTestClusterBuilder(silos);
            builder.ConfigureSilo((_, silo) =>
            {
                silo.Services.AddSingleton(cluster._store.Records);
                silo.Services.AddSingleton<IPasswords, PlainPasswords>();
                silo.Services.AddSingleton<ISecrets, PlainSecrets>();
                silo.Services.AddSingleton<ILogSigner, PlainSigner>();
                silo.Services.AddSingleton<IMailer>(new RecordingMailer());
                silo.Services.AddSingleton<IDomainTxtRecords>(new PublishedTexts());
                silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
                silo.AddRecordGrainStorage();
                silo.AddTenantryGrains();
                silo.Services.AddSingleton(new Loss(loss));
                silo.AddStreamFilter<Losing>(EventStreams.Provider);
            });
            cluster._cluster = builder.Build();
            await cluster._cluster.DeployAsync();
            return cluster;
        }

        public Task<long> Follow(LogId log)
            => Grains.EventLog(log).SetFollower(GrainId.Create("test-follower", log.Value), follows: true);

        public Task KillOne() => _cluster!.KillSiloAsync(_cluster.Silos[^1]);

        public async ValueTask DisposeAsync()
        {
            await _cluster!.DisposeAsync();
            await _store.DisposeAsync();
        }
    }

    private sealed record Loss(double Share);

    private sealed class Losing(Loss loss) : IStreamFilter
    {
        public bool ShouldDeliver(StreamId streamId, object item, string? filterData) => Random.Shared.NextDouble() >= loss.Share;
    }
}
