using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Tenantry.Persistence;

namespace Tenantry.Grains.Tests;

public sealed class SweepTests
{
    // An activation that ends while it is asked answers so; once, that ended the sweeps of the silo for good.
    [Fact]
    public async Task Sweeps_go_on_after_some_that_were_cancelled()
    {
        await using var store = await TestStore.Open();
        var cancelling = new CancellingStore(store.Records);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IRecordStore>(cancelling);
            silo.Services.AddSingleton<IPasswords, PlainPasswords>();
            silo.Services.AddSingleton<ISecrets, PlainSecrets>();
            silo.Services.AddSingleton<ILogSigner, PlainSigner>();
            silo.Services.AddSingleton<IMailer, RecordingMailer>();
            silo.Services.AddSingleton<IDomainTxtRecords, PublishedTexts>();
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
            silo.AddRecordGrainStorage();
            silo.AddTenantryGrains();
        });
        await using var cluster = builder.Build();
        await cluster.DeployAsync(TestContext.Current.CancellationToken);

        await Eventually.True(() => Task.FromResult(cancelling.Cancelled >= SweeperGrain.Shards));
        cancelling.Ends = true;

        await Eventually.True(() => Task.FromResult(cancelling.Answered > SweeperGrain.Shards));
    }

    private sealed class CancellingStore(IRecordStore inner) : IRecordStore
    {
        private int _cancelled;
        private int _answered;

        public int Cancelled => Volatile.Read(ref _cancelled);

        public int Answered => Volatile.Read(ref _answered);

        public bool Ends { get; set; }

        public Task<IReadOnlyList<DueAlarm>> FindDueAlarms(
            AlarmShard shard, DateTimeOffset now, DueAlarm? after, int limit, CancellationToken cancellation = default)
        {
            if (!Ends)
            {
                Interlocked.Increment(ref _cancelled);
                throw new OperationCanceledException();
            }

            Interlocked.Increment(ref _answered);
            return inner.FindDueAlarms(shard, now, after, limit, cancellation);
        }

        public Task<StoredRecord?> Read(RecordKey key, CancellationToken cancellation = default) => inner.Read(key, cancellation);

        public Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<RecordWrite> writes, CancellationToken cancellation = default)
            => inner.Write(writes, cancellation);

        public Task<IReadOnlyList<StoredRecord>> ReadPartition(
            string partition, string? after, int limit, bool descending = false, CancellationToken cancellation = default)
            => inner.ReadPartition(partition, after, limit, descending, cancellation);

        public IAsyncEnumerable<StoredRecord> Scan(CancellationToken cancellation = default) => inner.Scan(cancellation);
    }
}
