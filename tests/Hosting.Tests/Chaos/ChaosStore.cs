using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tenantry.Grains.Interfaces;
using Tenantry.Persistence;
using Tenantry.Tests;

namespace Tenantry.Hosting.Tests;

/// <summary>The store of a run, which can be restarted and looked into.</summary>
internal abstract class ChaosStore : IAsyncDisposable
{
    private ServiceProvider? _own;

    public abstract string Name { get; }

    /// <summary>Where it listens on loopback.</summary>
    public abstract int Port { get; }

    private IRecordStore Records => (_own ??= Services(new ServiceCollection().AddLogging()).BuildServiceProvider()).GetRequiredService<IRecordStore>();

    /// <summary>What its client looks for in the environment.</summary>
    public virtual IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>();

    public static async Task<ChaosStore> Start(string name)
        => name == "dynamodb" ? new DynamoDbStore(await DynamoDbLocal.Start(onDisk: true))
            : await PostgresStore.Start();

    /// <summary>The settings by which a process finds it.</summary>
    public abstract IEnumerable<(string Name, string Value)> Settings(string host, int port);

    public abstract Task Stop();

    public abstract Task Restart();

    /// <summary>Every record there is.</summary>
    public async Task<StoredRecords> Read()
    {
        var records = new StoredRecords();
        await foreach (var record in Records.Scan(TestContext.Current.CancellationToken))
            records.Add(record);
        return records;
    }

    /// <summary>The keys of those whose alarm has passed, as the index has them.</summary>
    public async Task<IReadOnlyList<string>> Due()
        => [.. (await Records.FindDueAlarms(new AlarmShard(0, 1), DateTimeOffset.UtcNow, null, 100, TestContext.Current.CancellationToken)).Select(due => $"{due.Key}")];

    public virtual async ValueTask DisposeAsync()
    {
        if (_own is not null)
            await _own.DisposeAsync();
    }

    protected abstract IServiceCollection Services(IServiceCollection services);

    private sealed class PostgresStore(PostgresServer server, string connection) : ChaosStore
    {
        public override string Name => "PostgreSQL";

        public override int Port => new NpgsqlConnectionStringBuilder(connection).Port;

        public static async Task<ChaosStore> Start()
        {
            var server = await PostgresServer.Start(durable: true);
            return new PostgresStore(server, await server.Database());
        }

        public override IEnumerable<(string Name, string Value)> Settings(string host, int port)
            => Cluster.Postgres(new NpgsqlConnectionStringBuilder(connection) { Host = host, Port = port }.ConnectionString);

        public override Task Stop() => server.Stop();

        public override Task Restart() => server.Start();

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await server.DisposeAsync();
        }

        protected override IServiceCollection Services(IServiceCollection services) => services.AddPostgresRecordStore(new PostgresSettings(connection));
    }

    private sealed class DynamoDbStore : ChaosStore
    {
        private const string Table = "chaos";

        private readonly DynamoDbLocal _local;

        public DynamoDbStore(DynamoDbLocal local)
        {
            _local = local;
            foreach (var (name, value) in DynamoDbLocal.Credentials)
                Environment.SetEnvironmentVariable(name, value);
        }

        public override string Name => "DynamoDB Local";

        public override int Port => _local.Address.Port;

        public override IReadOnlyDictionary<string, string> Variables => DynamoDbLocal.Credentials;

        public override IEnumerable<(string Name, string Value)> Settings(string host, int port) => _local.Settings(Table, new Uri($"http://{host}:{port}"));

        public override Task Stop() => _local.Kill();

        public override Task Restart() => _local.Restart();

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await _local.DisposeAsync();
        }

        protected override IServiceCollection Services(IServiceCollection services)
            => services.AddDynamoDbRecordStore(new DynamoDbSettings(Table, DynamoDbLocal.Region, _local.Address));
    }
}
