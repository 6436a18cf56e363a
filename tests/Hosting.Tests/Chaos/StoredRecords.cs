using System.Text.Json;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Hosting.Tests;

/// <summary>What lies in a store.</summary>
internal sealed class StoredRecords
{
    private readonly List<(string Partition, string Key, JsonElement Body)> _records = [];

    public int Count => _records.Count;

    public void Add(StoredRecord record)
    {
        // Keys of the ring are no JSON.
        if (record.Body.Span is [(byte)'{', ..])
            _records.Add((record.Key.Partition, record.Key.Key, JsonDocument.Parse(record.Body).RootElement));
    }

    /// <summary>All records of grains of a type; the partition is given without the type.</summary>
    public IEnumerable<(string Partition, string Key, JsonElement State)> OfType(string type)
        => _records.Where(record => record.Partition.StartsWith($"{type}/", StringComparison.Ordinal))
            .Select(record => (record.Partition[(type.Length + 1)..], record.Key, record.Body.TryGetProperty("state", out var state) ? state : record.Body));

    /// <summary>Records that still have something to do now: messages to deliver, events to tell of, or an alarm that has passed.</summary>
    public IReadOnlyList<string> Unfinished()
    {
        var now = DateTimeOffset.UtcNow;
        return
        [
            .. _records.Where(record =>
                    (record.Body.TryGetProperty("outbox", out var outbox) && outbox.GetArrayLength() > 0)
                    || record.Body.TryGetProperty("tellBy", out _)
                    || (record.Body.TryGetProperty("alarm", out var alarm) && alarm.GetDateTimeOffset() < now))
                .Select(record => $"{record.Partition} {record.Key} {record.Body}"),
        ];
    }
}
