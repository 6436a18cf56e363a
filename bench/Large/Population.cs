using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tenantry.Grains.Interfaces;
using Tenantry.Persistence;

namespace Tenantry.Bench;

/// <summary>
/// Fills a stopped server's store with members, as copies of the founder's own record: joining one by one would take longer than
/// everything that is measured.
/// </summary>
internal static class Population
{
    private const int BatchSize = 1000;

    /// <summary>Gives an organization so many members.</summary>
    public static async Task Grow(string database, string organization, int members, TimeProvider time)
    {
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSqliteRecordStore(database)
            .BuildServiceProvider();
        var store = services.GetRequiredService<IRecordStore>();
        var founder = (await store.ReadPartition($"membership/{organization}", after: null, limit: 1)).Single();
        foreach (var numbers in Enumerable.Range(2, members - 1).Chunk(BatchSize))
            Written(await store.Write([.. numbers.Select(number => Copy(founder, number, time))]));
        await Count(store, organization, members);
    }

    private static RecordWrite Copy(StoredRecord founder, int number, TimeProvider time)
    {
        var record = JsonNode.Parse(founder.Body.Span)!;
        var state = record["state"]!;
        state["roles"]!["role"] = "member";
        state["email"] = $"member-{number:x8}@bench.example";
        state["name"] = $"Member {number:x8}";
        state["ordinal"] = number;
        var user = TypedId.From<UserId>(Guid.CreateVersion7(time.GetUtcNow()));
        return Write(founder.Key with { Key = user.Value }, record, expected: null);
    }

    private static async Task Count(IRecordStore store, string organization, int members)
    {
        var key = new RecordKey($"organization/{organization}", "");
        var stored = (await store.Read(key))!;
        var record = JsonNode.Parse(stored.Body.Span)!;
        record["state"]!["used"]!["users"] = members;
        record["state"]!["lastMember"] = members;
        Written([(await store.Write(Write(key, record, stored.Etag) with { Alarm = stored.Alarm }))]);
    }

    private static RecordWrite Write(RecordKey key, JsonNode record, string? expected) => new()
    {
        Key = key,
        Expected = expected,
        WriteId = RecordWrite.NewWriteId(),
        Body = Encoding.UTF8.GetBytes(record.ToJsonString()),
    };

    private static void Written(IEnumerable<WriteOutcome> outcomes)
    {
        if (outcomes.Any(outcome => outcome.Status != WriteStatus.Written))
            throw new InvalidOperationException("The store did not take a record.");
    }
}
