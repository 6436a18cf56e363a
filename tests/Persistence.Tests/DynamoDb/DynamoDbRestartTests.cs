using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tenantry.Tests;

namespace Tenantry.Persistence.Tests;

public sealed class DynamoDbRestartTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_outlives_the_death_of_the_database_and_loses_nothing_that_it_acknowledged()
    {
        await SharedDynamoDbLocal.Running();
        await using var local = await DynamoDbLocal.Start(onDisk: true);
        await using var store = new DynamoDbRecordStore(
            new DynamoDbSettings("tenantry", DynamoDbLocal.Region, local.Address, CreateTable: true), NullLogger<DynamoDbRecordStore>.Instance);
        await store.Prepare(Stop);
        var acknowledged = new List<RecordWrite>();
        for (var i = 0; i < 50; i++)
        {
            acknowledged.Add(new RecordWrite { Key = new RecordKey("a", $"{i}"), WriteId = RecordWrite.NewWriteId(), Body = Encoding.UTF8.GetBytes("{}") });
            Assert.Equal(WriteStatus.Written, (await store.Write(acknowledged[^1], Stop)).Status);
        }

        await local.Kill();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Read(acknowledged[0].Key, Stop));
        await local.Restart();

        var began = Stopwatch.GetTimestamp();
        while (await IsUnavailable(store) && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(10))
            await Task.Delay(TimeSpan.FromMilliseconds(20), Stop);
        foreach (var write in acknowledged)
            Assert.Equal(write.WriteId, (await store.Read(write.Key, Stop))?.Etag);
    }

    private static async Task<bool> IsUnavailable(DynamoDbRecordStore store)
    {
        try
        {
            await store.Read(new RecordKey("a", ""), Stop);
            return false;
        }
        catch (StoreUnavailableException)
        {
            return true;
        }
    }
}
