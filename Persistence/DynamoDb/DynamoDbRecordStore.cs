using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Logging;

namespace Tenantry.Persistence;

/// <summary>
/// Records in one table of DynamoDB, for any number of processes. Each write is one conditional write of one item; reads are strongly
/// consistent. Only the alarm index lags behind, by less than a second as a rule. Keys are ordered by the bytes of their UTF-8 form.
/// </summary>
public sealed class DynamoDbRecordStore : IRecordStore, IPreparedStore, IAsyncDisposable, IDisposable
{
    private const string StoreName = "dynamodb";
    private const int WritesAtOnce = 32;
    private const int ScanSegments = 4;
    private const int ScanPage = 500;

    private readonly DynamoDbSettings _settings;
    private readonly ILogger _logger;
    private readonly DynamoDbCalls _calls;
    private readonly DynamoDbAlarms _alarms;

    /// <summary>Asks for nothing yet; <see cref="Prepare"/> does.</summary>
    public DynamoDbRecordStore(DynamoDbSettings settings, ILogger<DynamoDbRecordStore> logger)
        : this(settings, logger, DynamoDbAlarms.LargestScan)
    {
    }

    internal DynamoDbRecordStore(DynamoDbSettings settings, ILogger<DynamoDbRecordStore> logger, int largestAlarmScan)
    {
        _settings = settings;
        _logger = logger;
        _calls = DynamoDbTable.Calls(settings, logger);
        _alarms = new DynamoDbAlarms(_calls, settings.Table, largestAlarmScan);
    }

    public Task Prepare(CancellationToken cancellation) => new DynamoDbTable(_calls, _settings, _logger).Prepare(cancellation);

    public async Task<StoredRecord?> Read(RecordKey key, CancellationToken cancellation = default)
    {
        var request = new GetItemRequest { TableName = _settings.Table, Key = Columns.Address(key), ConsistentRead = true };
        var answer = await _calls.Call((client, stop) => client.GetItemAsync(request, stop), cancellation);
        return answer.Item is { Count: > 0 } item ? DynamoDbItems.ToRecord(item) : null;
    }

    public async Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<RecordWrite> writes, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (writes is [var single])
            return [await Write(single, cancellation)];

        // Writes of one record keep their order.
        var outcomes = new WriteOutcome[writes.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, writes.Count).GroupBy(i => writes[i].Key),
            new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellation },
            async (places, stop) =>
            {
                foreach (var place in places)
                    outcomes[place] = await Write(writes[place], stop);
            });
        return outcomes;
    }

    public async Task<IReadOnlyList<StoredRecord>> ReadPartition(
        string partition, string? after, int limit, bool descending = false, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var values = new Dictionary<string, AttributeValue> { [":p"] = new(partition) };
        var condition = $"{Columns.Partition} = :p";
        if (after is not null)
        {
            values[":k"] = new(Columns.KeyPrefix + after);
            condition += $" AND {Columns.Key} {(descending ? '<' : '>')} :k";
        }

        var request = new QueryRequest
        {
            TableName = _settings.Table,
            KeyConditionExpression = condition,
            ExpressionAttributeValues = values,
            ScanIndexForward = !descending,
            ConsistentRead = true,
        };
        var records = new List<StoredRecord>();
        do
        {
            // An answer ends at 1 MB, however many were asked for.
            request.Limit = limit - records.Count;
            var answer = await _calls.Call((client, stop) => client.QueryAsync(request, stop), cancellation);
            records.AddRange((answer.Items ?? []).Select(DynamoDbItems.ToRecord));
            request.ExclusiveStartKey = answer.LastEvaluatedKey;
        }
        while (records.Count < limit && request.ExclusiveStartKey is { Count: > 0 });
        return records;
    }

    public Task<IReadOnlyList<DueAlarm>> FindDueAlarms(
        AlarmShard shard, DateTimeOffset now, DueAlarm? after, int limit, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return _alarms.Find(shard, now.ToUnixTimeMilliseconds(), after, limit, cancellation);
    }

    public async IAsyncEnumerable<StoredRecord> Scan([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pages = Channel.CreateBounded<List<StoredRecord>>(ScanSegments);
        var readers = Task.WhenAll(Enumerable.Range(0, ScanSegments).Select(segment => ReadSegment(segment, pages.Writer, left.Token)));
        var end = readers.ContinueWith(
            all => pages.Writer.Complete(all.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(cancellation))
            {
                foreach (var record in page)
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return record;
                }
            }
        }
        finally
        {
            await left.CancelAsync();
            await end;
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    public void Dispose() => _calls.Dispose();

    private async Task<WriteOutcome> Write(RecordWrite write, CancellationToken cancellation)
    {
        if (RecordLimits.Refusal(write) is { } reason)
            return new WriteOutcome(WriteStatus.Refused, Reason: reason);
        var began = StoreMeter.Begin();
        try
        {
            var outcome = write.Body is { } body ? await Put(write, body, cancellation) : await Delete(write, cancellation);
            StoreMeter.Committed(StoreName, 1, began);
            return outcome;
        }
        catch
        {
            StoreMeter.Failed(StoreName, began);
            throw;
        }
    }

    private Task<WriteOutcome> Put(RecordWrite write, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var request = new PutItemRequest
        {
            TableName = _settings.Table,
            Item = DynamoDbItems.ToItem(write, body),
            ConditionExpression = write.Expected is null ? $"attribute_not_exists({Columns.Partition})" : $"{Columns.Etag} = :e",
            ExpressionAttributeValues = Expecting(write),
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        return Outcome(write, write.WriteId, (client, stop) => client.PutItemAsync(request, stop), cancellation);
    }

    private Task<WriteOutcome> Delete(RecordWrite write, CancellationToken cancellation)
    {
        var request = new DeleteItemRequest
        {
            TableName = _settings.Table,
            Key = Columns.Address(write.Key),
            ConditionExpression = $"attribute_not_exists({Columns.Partition}){(write.Expected is null ? "" : $" OR {Columns.Etag} = :e")}",
            ExpressionAttributeValues = Expecting(write),
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        return Outcome(write, null, (client, stop) => client.DeleteItemAsync(request, stop), cancellation);
    }

    private static Dictionary<string, AttributeValue>? Expecting(RecordWrite write)
        => write.Expected is { } etag ? new() { [":e"] = new(etag) } : null;

    private async Task<WriteOutcome> Outcome(
        RecordWrite write, string? etag, Func<IAmazonDynamoDB, CancellationToken, Task> ask, CancellationToken cancellation)
    {
        var unsure = false;
        var outcome = await _calls.Call(
            async (client, stop) =>
            {
                try
                {
                    await ask(client, stop);
                    return new WriteOutcome(WriteStatus.Written, etag);
                }
                catch (ConditionalCheckFailedException conflict)
                {
                    var found = conflict.Item?.GetValueOrDefault(Columns.Etag)?.S;
                    return new WriteOutcome(found == write.WriteId ? WriteStatus.Written : WriteStatus.Conflict, found);
                }
                catch (AmazonDynamoDBException refusal) when (refusal.ErrorCode == "ValidationException")
                {
                    return new WriteOutcome(WriteStatus.Refused, Reason: refusal.Message);
                }
                catch (Exception e) when (DynamoDbFailures.Kind(e) == DynamoDbFailure.Unavailable)
                {
                    unsure = true;
                    throw;
                }
            },
            cancellation);

        // An attempt whose answer was lost may have been carried out, and another write may have followed it.
        return unsure && outcome.Status == WriteStatus.Conflict
            ? throw new StoreUnavailableException($"Whether {write.Key} was written before another write followed is unknown.")
            : outcome;
    }

    private async Task ReadSegment(int segment, ChannelWriter<List<StoredRecord>> pages, CancellationToken cancellation)
    {
        var request = new ScanRequest
        {
            TableName = _settings.Table,
            Segment = segment,
            TotalSegments = ScanSegments,
            Limit = ScanPage,
            FilterExpression = $"attribute_exists({Columns.Body})",
            ConsistentRead = true,
        };
        do
        {
            var answer = await _calls.Call((client, stop) => client.ScanAsync(request, stop), cancellation);
            await pages.WriteAsync([.. (answer.Items ?? []).Select(DynamoDbItems.ToRecord)], cancellation);
            request.ExclusiveStartKey = answer.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }
}
