using System.Collections.Concurrent;
using System.Diagnostics;
using Amazon.DynamoDBv2.Model;

namespace Tenantry.Persistence;

/// <summary>
/// Finds due alarms in the index. One question a bucket costs half a read unit even when nothing is there: 128 units a second for
/// everything. While few alarms are set, reading the whole index at once costs less, down to a half unit a shard, so that is done
/// first; the buckets are asked one by one once there are more.
/// </summary>
internal sealed class DynamoDbAlarms(DynamoDbCalls calls, string table, int largestScan)
{
    /// <summary>
    /// Up to how many alarms the whole index is read. An entry takes some 130 bytes, so 2,000 cost the 32 read units that the 64
    /// buckets of one of four shards cost.
    /// </summary>
    public const int LargestScan = 2000;

    private const int BucketsAtOnce = 16;

    // Then it is tried again whether the alarms have become few.
    private static readonly TimeSpan ByBucket = TimeSpan.FromMinutes(1);

    private long _scanAgain;

    /// <summary>The earliest alarms of a shard up to <paramref name="now"/>, in milliseconds; those of one moment bucket by bucket.</summary>
    public async Task<IReadOnlyList<DueAlarm>> Find(
        AlarmShard shard, long now, DueAlarm? after, int limit, CancellationToken cancellation)
    {
        // A few buckets are cheaper to ask, however few alarms there are.
        var few = AlarmIndex.Buckets / shard.Count <= BucketsAtOnce;
        if (!few && Stopwatch.GetTimestamp() >= Volatile.Read(ref _scanAgain))
        {
            if (await Scan(shard, now, after, limit, cancellation) is { } found)
                return found;
            Volatile.Write(ref _scanAgain, Stopwatch.GetTimestamp() + (long)(ByBucket.TotalSeconds * Stopwatch.Frequency));
        }

        var due = new ConcurrentBag<(int Bucket, List<DueAlarm> Alarms)>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, AlarmIndex.Buckets / shard.Count).Select(i => shard.Index + (i * shard.Count)),
            new ParallelOptions { MaxDegreeOfParallelism = BucketsAtOnce, CancellationToken = cancellation },
            async (bucket, stop) => due.Add((bucket, await Query(bucket, now, after, limit, stop))));
        return
        [
            .. due.SelectMany(bucket => bucket.Alarms.Select((alarm, place) => (alarm, bucket.Bucket, place)))
                .OrderBy(found => found.alarm.Alarm).ThenBy(found => found.Bucket).ThenBy(found => found.place)
                .Take(limit).Select(found => found.alarm),
        ];
    }

    // Null when there are too many.
    private async Task<IReadOnlyList<DueAlarm>?> Scan(
        AlarmShard shard, long now, DueAlarm? after, int limit, CancellationToken cancellation)
    {
        var request = new ScanRequest { TableName = table, IndexName = Columns.AlarmIndexName, Limit = largestScan + 1 };
        var answer = await calls.Call((client, stop) => client.ScanAsync(request, stop), cancellation);
        if (answer.LastEvaluatedKey is { Count: > 0 } || answer.Items?.Count > largestScan)
            return null;

        var moment = DateTimeOffset.FromUnixTimeMilliseconds(now);
        var due = (answer.Items ?? []).Select(DynamoDbItems.ToDueAlarm)
            // One that is moved while the index is read may be met twice.
            .DistinctBy(alarm => alarm.Key)
            .Where(alarm => alarm.Alarm <= moment && shard.Contains(alarm.Key));
        return [.. due.Where(alarm => after is null || Compare(alarm, after.Value) > 0).Order(Comparer<DueAlarm>.Create(Compare)).Take(limit)];
    }

    private async Task<List<DueAlarm>> Query(int bucket, long now, DueAlarm? after, int limit, CancellationToken cancellation)
    {
        var request = new QueryRequest
        {
            TableName = table,
            IndexName = Columns.AlarmIndexName,
            KeyConditionExpression = $"{Columns.Bucket} = :w AND {Columns.Alarm} <= :now",
            ExpressionAttributeValues = new() { [":w"] = Columns.Number(bucket), [":now"] = Columns.Number(now) },
        };
        if (after is { } last)
        {
            var position = AlarmIndex.ToMilliseconds(last.Alarm);
            var home = AlarmIndex.Bucket(last.Key);
            if (bucket == home)
            {
                request.ExclusiveStartKey = Columns.Address(last.Key);
                request.ExclusiveStartKey[Columns.Bucket] = Columns.Number(bucket);
                request.ExclusiveStartKey[Columns.Alarm] = Columns.Number(position);
            }
            else
            {
                // Those of the same moment come bucket by bucket.
                var from = bucket < home ? position + 1 : position;
                if (from > now)
                    return [];
                request.KeyConditionExpression = $"{Columns.Bucket} = :w AND {Columns.Alarm} BETWEEN :from AND :now";
                request.ExpressionAttributeValues[":from"] = Columns.Number(from);
            }
        }

        var due = new List<DueAlarm>();
        do
        {
            request.Limit = limit - due.Count;
            var answer = await calls.Call((client, stop) => client.QueryAsync(request, stop), cancellation);
            due.AddRange((answer.Items ?? []).Select(DynamoDbItems.ToDueAlarm));
            request.ExclusiveStartKey = answer.LastEvaluatedKey;
        }
        while (due.Count < limit && request.ExclusiveStartKey is { Count: > 0 });
        return due;
    }

    private static int Compare(DueAlarm left, DueAlarm right)
    {
        var order = left.Alarm.CompareTo(right.Alarm);
        if (order == 0)
            order = AlarmIndex.Bucket(left.Key).CompareTo(AlarmIndex.Bucket(right.Key));
        if (order == 0)
            order = string.CompareOrdinal(left.Key.Partition, right.Key.Partition);
        return order != 0 ? order : string.CompareOrdinal(left.Key.Key, right.Key.Key);
    }
}
