using Microsoft.Extensions.Logging.Abstractions;

namespace Tenantry.Persistence.Tests;

public sealed class SqliteRecordStoreConformance : RecordStoreConformance
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<IRecordStore> Open() => Task.FromResult<IRecordStore>(
        new SqliteRecordStore(_folder.Database, NullLogger<SqliteRecordStore>.Instance));

    protected override ValueTask CleanUp()
    {
        _folder.Dispose();
        return default;
    }
}
