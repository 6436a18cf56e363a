using System.Diagnostics;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Logging;

namespace Tenantry.Persistence;

/// <summary>The table: that it is there and has the shape that this program expects.</summary>
internal sealed partial class DynamoDbTable(DynamoDbCalls calls, DynamoDbSettings settings, ILogger logger)
{
    private static readonly TimeSpan CreationLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CreationPoll = TimeSpan.FromMilliseconds(250);

    private readonly ILogger _logger = logger;

    /// <summary>Calls that see by reading from the table whether an outage has ended.</summary>
    public static DynamoDbCalls Calls(DynamoDbSettings settings, ILogger logger)
    {
        var probe = new GetItemRequest { TableName = settings.Table, Key = Columns.Address(new RecordKey("probe", "")), ConsistentRead = true };
        return new DynamoDbCalls(() => DynamoDbConnection.Open(settings), (client, stop) => client.GetItemAsync(probe, stop), logger);
    }

    /// <summary>Sees to it; makes the table if there is none and the settings allow it.</summary>
    /// <exception cref="InvalidOperationException">It is missing or is something else; the message says what.</exception>
    /// <exception cref="StoreUnavailableException">DynamoDB does not answer.</exception>
    public async Task Prepare(CancellationToken cancellation)
    {
        calls.Open();
        var began = Stopwatch.GetTimestamp();
        var table = await Describe(cancellation);
        if (table is null)
        {
            if (!settings.CreateTable)
            {
                throw new InvalidOperationException(
                    $"There is no DynamoDB table {settings.Table}; set Tenantry:DynamoDb:CreateTable to true to have it made.");
            }

            await Create(cancellation);
        }

        while (table is null || table.TableStatus == TableStatus.CREATING || IndexOf(table)?.IndexStatus == IndexStatus.CREATING)
        {
            if (Stopwatch.GetElapsedTime(began) > CreationLimit)
                throw new StoreUnavailableException($"The table {settings.Table} is still being made.");
            await Task.Delay(CreationPoll, TimeProvider.System, cancellation);
            table = await Describe(cancellation);
        }

        if (Fault(table) is { } fault)
            throw new InvalidOperationException($"The DynamoDB table {settings.Table} is not one of this program's: {fault}.");
        await LetExpire(cancellation);
    }

    private static GlobalSecondaryIndexDescription? IndexOf(TableDescription table)
        => table.GlobalSecondaryIndexes?.Find(index => index.IndexName == Columns.AlarmIndexName);

    private static string? Fault(TableDescription table)
    {
        if (Keys(table.KeySchema, table) != Keys(Columns.Partition, Columns.Key, "S"))
            return $"its keys are {Keys(table.KeySchema, table)}, not {Keys(Columns.Partition, Columns.Key, "S")}";
        if (IndexOf(table) is not { } index)
            return $"it has no index {Columns.AlarmIndexName}";
        return Keys(index.KeySchema, table) != Keys(Columns.Bucket, Columns.Alarm, "N")
            ? $"the keys of its index are {Keys(index.KeySchema, table)}, not {Keys(Columns.Bucket, Columns.Alarm, "N")}"
            : null;
    }

    private static string Keys(string hash, string range, string type) => $"{hash} HASH {type}, {range} RANGE {type}";

    private static string Keys(List<KeySchemaElement> schema, TableDescription table) => string.Join(", ", schema.Select(key
        => $"{key.AttributeName} {key.KeyType} {table.AttributeDefinitions.Find(one => one.AttributeName == key.AttributeName)?.AttributeType}"));

    private Task<TableDescription?> Describe(CancellationToken cancellation) => calls.Call(
        DynamoDbPatience.Start,
        async (client, stop) =>
        {
            try
            {
                return (await client.DescribeTableAsync(settings.Table, stop)).Table;
            }
            catch (ResourceNotFoundException)
            {
                return null;
            }
        },
        cancellation);

    private async Task Create(CancellationToken cancellation)
    {
        var request = new CreateTableRequest
        {
            TableName = settings.Table,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions =
            [
                new(Columns.Partition, ScalarAttributeType.S), new(Columns.Key, ScalarAttributeType.S),
                new(Columns.Bucket, ScalarAttributeType.N), new(Columns.Alarm, ScalarAttributeType.N),
            ],
            KeySchema = [new(Columns.Partition, KeyType.HASH), new(Columns.Key, KeyType.RANGE)],
            GlobalSecondaryIndexes =
            [
                new()
                {
                    IndexName = Columns.AlarmIndexName,
                    KeySchema = [new(Columns.Bucket, KeyType.HASH), new(Columns.Alarm, KeyType.RANGE)],
                    Projection = new() { ProjectionType = ProjectionType.KEYS_ONLY },
                },
            ],
        };
        var made = await calls.Call(
            DynamoDbPatience.Start,
            async (client, stop) =>
            {
                try
                {
                    await client.CreateTableAsync(request, stop);
                    return true;
                }
                catch (ResourceInUseException)
                {
                    // Another process was faster.
                    return false;
                }
            },
            cancellation);
        if (made)
            LogMade(settings.Table);
    }

    // Only housekeeping depends on it, so a table without it will do, and so will credentials that may not ask.
    private async Task LetExpire(CancellationToken cancellation)
    {
        var on = await calls.Call(
            DynamoDbPatience.Start,
            async (client, stop) =>
            {
                try
                {
                    var answer = await client.DescribeTimeToLiveAsync(settings.Table, stop);
                    var status = answer.TimeToLiveDescription?.TimeToLiveStatus;
                    if (status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING)
                        return answer.TimeToLiveDescription!.AttributeName == Columns.Expires;
                    if (!settings.CreateTable)
                        return false;
                    await client.UpdateTimeToLiveAsync(
                        new UpdateTimeToLiveRequest
                        {
                            TableName = settings.Table,
                            TimeToLiveSpecification = new() { AttributeName = Columns.Expires, Enabled = true },
                        },
                        stop);
                    return true;
                }
                catch (AmazonDynamoDBException e) when (DynamoDbFailures.Kind(e) == DynamoDbFailure.Final)
                {
                    // Another process has just done it, or these credentials may not.
                    return false;
                }
            },
            cancellation);
        if (!on)
            LogNoExpiry(settings.Table, Columns.Expires);
    }

    [LoggerMessage(LogLevel.Information, "Made the DynamoDB table {Table}.")]
    private partial void LogMade(string table);

    [LoggerMessage(LogLevel.Information, "Time to live of the DynamoDB table {Table} is not known to be on for the attribute {Attribute}.")]
    private partial void LogNoExpiry(string table, string attribute);
}
