using Microsoft.Data.Sqlite;

namespace Tenantry.Persistence;

/// <summary>A reading connection and its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteReadSession(string path) : IDisposable
{
    private const string PartitionHead = "SELECT partition, key, etag, alarm, body FROM records WHERE partition = $partition";

    /// <summary>Answered from the alarm index alone.</summary>
    public const string DueAlarmsSql = """
        SELECT partition, key, alarm FROM records
        WHERE alarm <= $now AND (alarm, partition, key) > ($alarm, $partition, $key) AND bucket % $count = $index
        ORDER BY alarm, partition, key LIMIT $limit
        """;

    private readonly SqliteConnection _connection = SqliteFile.OpenForReading(path);
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    public StoredRecord? Record(RecordKey key)
    {
        var command = Prepared($"{PartitionHead} AND key = $key", "$partition", "$key");
        command.Parameters[0].Value = key.Partition;
        command.Parameters[1].Value = key.Key;
        using var reader = command.ExecuteReader();
        return reader.Read() ? Record(reader) : null;
    }

    public List<StoredRecord> Partition(string partition, string? after, int limit, bool descending)
    {
        // One statement a case: a bound that may be null would keep SQLite from seeking to it.
        var command = (descending, after) switch
        {
            (false, null) => Prepared($"{PartitionHead} ORDER BY key LIMIT $limit", "$partition", "$limit"),
            (true, null) => Prepared($"{PartitionHead} ORDER BY key DESC LIMIT $limit", "$partition", "$limit"),
            (false, _) => Prepared(
                $"{PartitionHead} AND key > $after ORDER BY key LIMIT $limit", "$partition", "$limit", "$after"),
            (true, _) => Prepared(
                $"{PartitionHead} AND key < $after ORDER BY key DESC LIMIT $limit", "$partition", "$limit", "$after"),
        };
        command.Parameters[0].Value = partition;
        command.Parameters[1].Value = limit;
        if (after is not null)
            command.Parameters[2].Value = after;
        return Records(command);
    }

    /// <summary>Any records, in the order of their keys, beyond <paramref name="after"/>.</summary>
    public List<StoredRecord> Page(RecordKey after, int limit)
    {
        var command = Prepared(
            """
            SELECT partition, key, etag, alarm, body FROM records
            WHERE (partition, key) > ($partition, $key) ORDER BY partition, key LIMIT $limit
            """,
            "$partition", "$key", "$limit");
        command.Parameters[0].Value = after.Partition;
        command.Parameters[1].Value = after.Key;
        command.Parameters[2].Value = limit;
        return Records(command);
    }

    public List<DueAlarm> DueAlarms(AlarmShard shard, DateTimeOffset now, DueAlarm? after, int limit)
    {
        var command = Prepared(
            DueAlarmsSql, "$now", "$alarm", "$partition", "$key", "$count", "$index", "$limit");
        var values = command.Parameters;
        values[0].Value = now.ToUnixTimeMilliseconds();
        values[1].Value = after is { } last ? AlarmIndex.ToMilliseconds(last.Alarm) : long.MinValue;
        values[2].Value = after?.Key.Partition ?? "";
        values[3].Value = after?.Key.Key ?? "";
        values[4].Value = shard.Count;
        values[5].Value = shard.Index;
        values[6].Value = limit;

        var alarms = new List<DueAlarm>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            alarms.Add(new DueAlarm(
                new RecordKey(reader.GetString(0), reader.GetString(1)),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2))));
        }

        return alarms;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private static List<StoredRecord> Records(SqliteCommand command)
    {
        var records = new List<StoredRecord>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
            records.Add(Record(reader));
        return records;
    }

    private static StoredRecord Record(SqliteDataReader reader) => new(
        new RecordKey(reader.GetString(0), reader.GetString(1)),
        reader.GetString(2),
        reader.GetFieldValue<byte[]>(4),
        reader.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)));

    private SqliteCommand Prepared(string sql, params ReadOnlySpan<string> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
            _commands.Add(sql, command = SqliteStatements.Prepare(_connection, sql, parameters));
        return command;
    }
}
