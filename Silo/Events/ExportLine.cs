using System.Text.Json;

namespace Tenantry.Silo;

/// <summary>
/// One line of an export: a JSON object whose members are exactly those of its kind, each once. Values are kept as the bytes that
/// stand in the line, since it is these that were hashed.
/// </summary>
internal sealed class ExportLine
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _members = [];

    private ExportLine(ReadOnlyMemory<byte> json)
    {
        try
        {
            Read(json);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new BrokenLogException($"It is not a line of JSON: {failure.Message}");
        }
    }

    public string Kind => Text("kind");

    public static ExportLine Parse(ReadOnlyMemory<byte> json) => new(json);

    /// <summary>The object that is the value of a member; null when that is null.</summary>
    public ExportLine? Object(string name) => IsNull(name) ? null : new ExportLine(_members[name]);

    /// <summary>Refuses a line that lacks a member, or has one that nothing vouches for.</summary>
    public void Expect(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!_members.ContainsKey(name))
                throw new BrokenLogException($"The member '{name}' is missing.");
        }

        if (_members.Count != names.Length)
        {
            var known = names.ToArray();
            throw new BrokenLogException($"The member '{_members.Keys.First(name => !known.Contains(name))}' is none of this format.");
        }
    }

    public bool IsNull(string name) => Raw(name).Span.SequenceEqual("null"u8);

    /// <summary>The bytes of a value as they stand in the line.</summary>
    public ReadOnlyMemory<byte> Raw(string name)
        => _members.TryGetValue(name, out var value) ? value : throw new BrokenLogException($"The member '{name}' is missing.");

    public string Text(string name) => OptionalText(name) ?? throw new BrokenLogException($"The member '{name}' is null.");

    public string? OptionalText(string name)
    {
        var reader = new Utf8JsonReader(Raw(name).Span);
        reader.Read();
        try
        {
            return reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Null => null,
                _ => throw new BrokenLogException($"The member '{name}' is not a text."),
            };
        }
        catch (InvalidOperationException)
        {
            throw new BrokenLogException($"The member '{name}' is not valid Unicode.");
        }
    }

    public long Number(string name)
    {
        var reader = new Utf8JsonReader(Raw(name).Span);
        reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)
            ? number
            : throw new BrokenLogException($"The member '{name}' is not a whole number.");
    }

    private void Read(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new BrokenLogException("It is not a JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!_members.TryAdd(name, json[start..(int)reader.BytesConsumed]))
                throw new BrokenLogException($"The member '{name}' stands there twice.");
        }

        if (reader.Read())
            throw new BrokenLogException("There is more than one JSON object.");
    }
}
