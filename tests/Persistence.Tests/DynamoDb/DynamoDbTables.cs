using Microsoft.Extensions.Logging.Abstractions;
using Tenantry.Tests;

namespace Tenantry.Persistence.Tests;

/// <summary>Tables in the DynamoDB Local of this program.</summary>
internal static class DynamoDbTables
{
    /// <summary>The settings of a table that there is not yet.</summary>
    public static async Task<DynamoDbSettings> Fresh() => new(
        $"t-{Guid.NewGuid():N}", DynamoDbLocal.Region, (await SharedDynamoDbLocal.Running()).Address, CreateTable: true);

    /// <summary>A store in a table, which is made if there is none.</summary>
    public static async Task<DynamoDbRecordStore> Open(DynamoDbSettings settings, int largestAlarmScan = DynamoDbAlarms.LargestScan)
    {
        var store = new DynamoDbRecordStore(settings, NullLogger<DynamoDbRecordStore>.Instance, largestAlarmScan);
        await store.Prepare(TestContext.Current.CancellationToken);
        return store;
    }
}
