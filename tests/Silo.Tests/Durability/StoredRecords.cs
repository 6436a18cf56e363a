using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Tenantry.Silo.Tests;

/// <summary>What lies in the data folder's database, read directly.</summary>
internal sealed class StoredRecords
{
    private readonly List<(string Partition, string Key, JsonElement Body)> _records = [];
    private readonly Dictionary<string, SortedDictionary<string, JsonElement>> _partitions = [];

    private StoredRecords()
    {
    }

    /// <summary>All records of grains of a type; the partition is given without the type.</summary>
    public IEnumerable<(string Partition, string Key, JsonElement State)> OfType(string type)
        => _records.Where(record => record.Partition.StartsWith($"{type}/", StringComparison.Ordinal))
            .Select(record => (record.Partition[(type.Length + 1)..], record.Key, State(record.Body)));

    /// <summary>The records of one partition, by their keys.</summary>
    public IReadOnlyDictionary<string, JsonElement> In(string partition)
        => _partitions.GetValueOrDefault(partition) ?? new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>The only record of a partition; null when there is none.</summary>
    public JsonElement? Find(string partition) => In(partition).TryGetValue("", out var state) ? state : null;

    /// <summary>Records that still have something to do: messages to deliver, or an alarm soon. Later ones are for forgetting keys, sessions and mails.</summary>
    public IEnumerable<string> Unfinished()
    {
        var soon = DateTimeOffset.UtcNow.AddMinutes(30);
        return _records.Where(record =>
                (record.Body.TryGetProperty("outbox", out var outbox) && outbox.GetArrayLength() > 0)
                // A log that has not told everybody of its events.
                || record.Body.TryGetProperty("tellBy", out _)
                || (record.Body.TryGetProperty("alarm", out var alarm) && alarm.GetDateTimeOffset() < soon))
            .Select(record => $"{record.Partition} {record.Key}");
    }

    public static StoredRecords Read(string database)
    {
        var stored = new StoredRecords();
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT partition, key, body FROM records";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            stored.Add(reader.GetString(0), reader.GetString(1), JsonDocument.Parse(reader.GetString(2)).RootElement);
        return stored;
    }

    private void Add(string partition, string key, JsonElement body)
    {
        _records.Add((partition, key, body));
        if (!_partitions.TryGetValue(partition, out var records))
            _partitions[partition] = records = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        records.Add(key, State(body));
    }

    private static JsonElement State(JsonElement record) => record.TryGetProperty("state", out var state) ? state : record;
}
