using Npgsql;

namespace Tenantry.Persistence;

/// <summary>What is asked of the records, each question on a connection of the pool.</summary>
internal sealed class PostgresReader(NpgsqlDataSource source)
{
    private const string Columns = "SELECT partition, key, etag, alarm, body FROM records";

    /// <summary>Answered from the alarm index alone.</summary>
    public const string DueAlarmsSql = """
        SELECT partition, key, alarm FROM records
        WHERE alarm <= $1 AND (alarm, partition, key) > ($2, $3, $4) AND bucket % $5 = $6
        ORDER BY alarm, partition, key LIMIT $7
        """;

    public async Task<StoredRecord?> Record(RecordKey key, CancellationToken stop)
    {
        var records = await Records($"{Columns} WHERE partition = $1 AND key = $2", stop, Of(key.Partition), Of(key.Key));
        return records.Count == 0 ? null : records[0];
    }

    public Task<List<StoredRecord>> Partition(string partition, string? after, int limit, bool descending, CancellationToken stop)
        => (descending, after) switch
        {
            (false, null) => Records($"{Columns} WHERE partition = $1 ORDER BY key LIMIT $2", stop, Of(partition), Of(limit)),
            (true, null) => Records($"{Columns} WHERE partition = $1 ORDER BY key DESC LIMIT $2", stop, Of(partition), Of(limit)),
            (false, _) => Records(
                $"{Columns} WHERE partition = $1 AND key > $2 ORDER BY key LIMIT $3", stop, Of(partition), Of(after), Of(limit)),
            (true, _) => Records(
                $"{Columns} WHERE partition = $1 AND key < $2 ORDER BY key DESC LIMIT $3", stop, Of(partition), Of(after), Of(limit)),
        };

    /// <summary>Any records, in the order of their keys, beyond <paramref name="after"/>.</summary>
    public Task<List<StoredRecord>> Page(RecordKey after, int limit, CancellationToken stop)
        => Records(
            $"{Columns} WHERE (partition, key) > ($1, $2) ORDER BY partition, key LIMIT $3",
            stop, Of(after.Partition), Of(after.Key), Of(limit));

    public async Task<List<DueAlarm>> DueAlarms(
        AlarmShard shard, DateTimeOffset now, DueAlarm? after, int limit, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var command = Command(
            connection, DueAlarmsSql,
            Of(now.ToUnixTimeMilliseconds()),
            Of(after is { } last ? AlarmIndex.ToMilliseconds(last.Alarm) : long.MinValue),
            Of(after?.Key.Partition ?? ""), Of(after?.Key.Key ?? ""), Of(shard.Count), Of(shard.Index), Of(limit));
        await using var reader = await command.ExecuteReaderAsync(stop);
        var alarms = new List<DueAlarm>();
        while (await reader.ReadAsync(stop))
        {
            alarms.Add(new DueAlarm(
                new RecordKey(reader.GetString(0), reader.GetString(1)),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2))));
        }

        return alarms;
    }

    private async Task<List<StoredRecord>> Records(string sql, CancellationToken stop, params NpgsqlParameter[] parameters)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var command = Command(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var records = new List<StoredRecord>();
        while (await reader.ReadAsync(stop))
        {
            records.Add(new StoredRecord(
                new RecordKey(reader.GetString(0), reader.GetString(1)),
                reader.GetString(2),
                reader.GetFieldValue<byte[]>(4),
                reader.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3))));
        }

        return records;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
