using Microsoft.Extensions.Logging.Abstractions;
using Tenantry.Tests;

namespace Tenantry.Persistence.Tests;

public sealed class PostgresRecordStoreConformance : RecordStoreConformance
{
    private static readonly Lazy<Task<string>> Database = new(SharedPostgres.Database);

    protected override async Task<IRecordStore> Open()
    {
        var store = new PostgresRecordStore(new PostgresSettings(await Database.Value), NullLogger<PostgresRecordStore>.Instance);
        await store.Prepare(TestContext.Current.CancellationToken);
        return store;
    }

    protected override ValueTask CleanUp() => default;
}
