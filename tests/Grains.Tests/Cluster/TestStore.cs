using Microsoft.Extensions.Logging.Abstractions;
using Tenantry.Persistence;
using Tenantry.Tests;

namespace Tenantry.Grains.Tests;

/// <summary>
/// An empty store for a cluster of tests. The environment variable TENANTRY_TEST_STORE says which: sqlite (the default), postgres or
/// dynamodb, so that the same tests run on each. A server is started for the first store and ends with the last.
/// </summary>
internal sealed class TestStore : IAsyncDisposable
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static int _stores;
    private static PostgresServer? _postgres;
    private static DynamoDbLocal? _dynamoDb;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenantry-grains-");

    private TestStore()
    {
    }

    public IRecordStore Records { get; private set; } = null!;

    public static async Task<TestStore> Open()
    {
        var store = new TestStore();
        await Gate.WaitAsync();
        try
        {
            store.Records = await store.Make(Environment.GetEnvironmentVariable("TENANTRY_TEST_STORE"));
            _stores++;
        }
        finally
        {
            Gate.Release();
        }

        if (store.Records is IPreparedStore prepared)
            await prepared.Prepare(TestContext.Current.CancellationToken);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Records).DisposeAsync();
        _folder.Delete(recursive: true);
        await Gate.WaitAsync();
        try
        {
            if (--_stores > 0) return;

            await (_postgres?.DisposeAsync() ?? default);
            await (_dynamoDb?.DisposeAsync() ?? default);
            (_postgres, _dynamoDb) = (null, null);
        }
        finally
        {
            Gate.Release();
        }
    }

    private async Task<IRecordStore> Make(string? kind)
    {
        switch (kind)
        {
            case null or "" or "sqlite":
                return new SqliteRecordStore(Path.Combine(_folder.FullName, "tenantry.db"), NullLogger<SqliteRecordStore>.Instance);
            case "postgres":
                _postgres ??= await PostgresServer.Start();
                return new PostgresRecordStore(new PostgresSettings(await _postgres.Database()), NullLogger<PostgresRecordStore>.Instance);
            case "dynamodb":
                // The store takes its credentials from where the SDK looks for them.
                foreach (var (name, value) in DynamoDbLocal.Credentials)
                    Environment.SetEnvironmentVariable(name, value);
                _dynamoDb ??= await DynamoDbLocal.Start();
                var settings = new DynamoDbSettings($"t-{Guid.NewGuid():N}", DynamoDbLocal.Region, _dynamoDb.Address, CreateTable: true);
                return new DynamoDbRecordStore(settings, NullLogger<DynamoDbRecordStore>.Instance);
            default:
                throw new InvalidOperationException($"TENANTRY_TEST_STORE is sqlite, postgres or dynamodb, not '{kind}'.");
        }
    }
}
