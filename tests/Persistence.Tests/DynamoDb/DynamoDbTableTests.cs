using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Tenantry.Persistence.Tests;

public sealed class DynamoDbTableTests : IAsyncLifetime
{
    private DynamoDbSettings _table = null!;
    private AmazonDynamoDBClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _table = await DynamoDbTables.Fresh();
        _client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonDynamoDBConfig { ServiceURL = _table.ServiceUrl!.ToString(), AuthenticationRegion = _table.Region });
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return default;
    }

    [Fact]
    public async Task A_table_is_made_on_request_only()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => DynamoDbTables.Open(_table with { CreateTable = false }));
        Assert.Equal(
            $"There is no DynamoDB table {_table.Table}; set Tenantry:DynamoDb:CreateTable to true to have it made.", refusal.Message);

        await using var store = await DynamoDbTables.Open(_table);

        var made = (await _client.DescribeTableAsync(_table.Table, Stop)).Table;
        Assert.Equal(BillingMode.PAY_PER_REQUEST, made.BillingModeSummary.BillingMode);
        Assert.Equal(ProjectionType.KEYS_ONLY, Assert.Single(made.GlobalSecondaryIndexes).Projection.ProjectionType);
        var expiry = (await _client.DescribeTimeToLiveAsync(_table.Table, Stop)).TimeToLiveDescription;
        Assert.Equal((TimeToLiveStatus.ENABLED, "x"), (expiry.TimeToLiveStatus, expiry.AttributeName));
        await using var again = await DynamoDbTables.Open(_table with { CreateTable = false });
    }

    [Fact]
    public async Task Many_that_start_at_once_make_one_table()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => DynamoDbTables.Open(_table)));

        foreach (var store in stores)
            Assert.Null(await store.Read(new RecordKey("a", ""), Stop));
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Theory]
    [InlineData("id", "k", "its keys are id HASH S, k RANGE S, not p HASH S, k RANGE S")]
    [InlineData("p", null, "its keys are p HASH S, not p HASH S, k RANGE S")]
    [InlineData("p", "k", "it has no index alarms")]
    public async Task A_table_of_another_shape_is_refused(string hash, string? range, string fault)
    {
        await _client.CreateTableAsync(
            new CreateTableRequest
            {
                TableName = _table.Table,
                BillingMode = BillingMode.PAY_PER_REQUEST,
                AttributeDefinitions = [new(hash, ScalarAttributeType.S), .. range is null ? [] : new[] { new AttributeDefinition(range, ScalarAttributeType.S) }],
                KeySchema = [new(hash, KeyType.HASH), .. range is null ? [] : new[] { new KeySchemaElement(range, KeyType.RANGE) }],
            },
            Stop);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => DynamoDbTables.Open(_table));

        Assert.Equal($"The DynamoDB table {_table.Table} is not one of this program's: {fault}.", refusal.Message);
    }

    [Fact]
    public async Task An_item_is_readable_and_says_when_it_may_be_deleted()
    {
        await using var store = await DynamoDbTables.Open(_table);
        var ends = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var write = Insertion("a", "b", """{"name":"Ångström"}""") with { Alarm = ends, Expires = ends };

        await store.Write([write, Insertion("a", "c", "{}")], Stop);

        var items = (await _client.ScanAsync(new ScanRequest(_table.Table), Stop)).Items.OrderBy(item => item["k"].S).ToList();
        Assert.Equal(["a", "b", "e", "k", "p", "w", "x"], items[0].Keys.Order());
        Assert.Equal(("a", "/b", """{"name":"Ångström"}"""), (items[0]["p"].S, items[0]["k"].S, items[0]["b"].S));
        Assert.Equal($"{ends.AddDays(1).ToUnixTimeSeconds()}", items[0]["x"].N);
        Assert.Equal(["b", "e", "k", "p"], items[1].Keys.Order());
        Assert.Single((await _client.ScanAsync(new ScanRequest(_table.Table) { IndexName = "alarms" }, Stop)).Items);
    }

    [Fact]
    public async Task A_page_may_be_larger_than_an_answer_of_DynamoDB()
    {
        await using var store = await DynamoDbTables.Open(_table);
        var body = $"\"{new string('x', 300_000)}\"";
        await store.Write([.. Enumerable.Range(0, 12).Select(i => Insertion("a", $"{i:D2}", body))], Stop);

        var page = await store.ReadPartition("a", "00", 10, cancellation: Stop);
        var scanned = await store.Scan(Stop).CountAsync(Stop);

        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"{i:D2}"), page.Select(record => record.Key.Key));
        Assert.Equal(12, scanned);
    }

    [Fact]
    public async Task Few_alarms_are_found_with_one_question_and_many_bucket_by_bucket()
    {
        await using var proxy = await TroubledDynamoDb.Before(_table.ServiceUrl!);
        await using var store = await DynamoDbTables.Open(proxy.Settings(_table), largestAlarmScan: 10);
        var now = DateTimeOffset.UnixEpoch;

        await store.Write([.. Enumerable.Range(0, 10).Select(i => Insertion("few", $"{i}", "{}") with { Alarm = now })], Stop);
        proxy.Operations.Clear();
        var few = await Found(store, now);
        Assert.Equal(["Scan"], proxy.Operations.Distinct());
        Assert.Equal(4, proxy.Operations.Count);

        await store.Write([.. Enumerable.Range(0, 10).Select(i => Insertion("many", $"{i}", "{}") with { Alarm = now })], Stop);
        proxy.Operations.Clear();
        var many = await Found(store, now);

        Assert.Equal((10, 20), (few, many));
        Assert.Equal([("Query", AlarmIndex.Buckets), ("Scan", 1)], proxy.Operations.CountBy(operation => operation).Select(one => (one.Key, one.Value)).Order());
    }

    private static async Task<int> Found(DynamoDbRecordStore store, DateTimeOffset now)
    {
        var found = 0;
        for (var i = 0; i < 4; i++)
            found += (await store.FindDueAlarms(new AlarmShard(i, 4), now, null, 200, Stop)).Count;
        return found;
    }

    private static RecordWrite Insertion(string partition, string key, string body) => new()
    {
        Key = new RecordKey(partition, key),
        WriteId = RecordWrite.NewWriteId(),
        Body = Encoding.UTF8.GetBytes(body),
    };
}
