using System.Text.Json;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>The sum of everything, and of every type of record: the part of a partition's name before the first slash.</summary>
internal sealed class RecordSums
{
    private readonly RecordSum _all = new();
    private readonly SortedDictionary<string, RecordSum> _types = new(StringComparer.Ordinal);

    public long Count => _all.Count;

    public void Add(StoredRecord record)
    {
        var digest = RecordSum.Digest(record);
        var type = record.Key.Partition.Split('/', 2)[0];
        if (!_types.TryGetValue(type, out var sum))
            _types.Add(type, sum = new RecordSum());
        sum.Add(digest);
        _all.Add(digest);
    }

    /// <summary>The first thing in which this differs from what was said elsewhere; null when there is none.</summary>
    public string? DifferenceFrom(JsonElement said)
    {
        var types = said.GetProperty("types").EnumerateObject().ToDictionary(type => type.Name, type => type.Value);
        foreach (var name in _types.Keys.Union(types.Keys))
        {
            var here = _types.GetValueOrDefault(name) ?? new RecordSum();
            var (count, hash) = types.TryGetValue(name, out var one)
                ? (one.GetProperty("records").GetInt64(), one.GetProperty("hash").GetString())
                : (0, new RecordSum().Hash);
            if (here.Count != count)
                return $"there are {here.Count} records of {name}, not {count}";
            if (here.Hash != hash)
                return $"records of {name} differ";
        }

        return said.GetProperty("records").GetInt64() == Count && said.GetProperty("hash").GetString() == _all.Hash ? null : "the sums differ";
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteNumber("records", _all.Count);
        json.WriteString("hash", _all.Hash);
        json.WriteStartObject("types");
        foreach (var (name, sum) in _types)
        {
            json.WriteStartObject(name);
            json.WriteNumber("records", sum.Count);
            json.WriteString("hash", sum.Hash);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public JsonElement ToJson() => JsonElement.Parse(ExportFile.Object(WriteTo).Span);
}
