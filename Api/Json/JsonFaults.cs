using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Tenantry.Api;

/// <summary>
/// Explains why a body was refused. The serializer decides and stops at the first fault; this walks the whole body and names
/// every member.
/// </summary>
internal static class JsonFaults
{
    // A body of 64 KB can hold thousands of faults; nobody reads more than these.
    private const int MostFaults = 20;
    private const int LongestName = 64;

    public static Problem Explain(ReadOnlyMemory<byte> json, JsonTypeInfo type, JsonException refusal)
    {
        if (json.IsEmpty)
            return Problem.Malformed("The body is empty.");
        if (!Utf8.IsValid(json.Span))
            return Problem.Malformed("The body is not valid UTF-8.");

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Problem.Malformed("The body must be a JSON object.");

            var faults = ImmutableArray.CreateBuilder<FieldError>();
            Walk(document.RootElement, type, path: "", faults);
            return faults.Count > 0
                ? Problem.Of(Errors.ValidationFailed(faults.ToImmutable()))
                : Problem.Malformed("The body is not valid.");
        }
        catch (JsonException exception)
        {
            return Problem.Malformed($"The body is not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            // Escapes such as a lone \ud800 are well-formed JSON but no text.
            return Problem.Malformed($"The body holds an escape that is no Unicode text, at {refusal.Path ?? "an unknown place"}.");
        }
    }

    private static void Walk(JsonElement element, JsonTypeInfo type, string path, ImmutableArray<FieldError>.Builder faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (faults.Count >= MostFaults)
                return;

            var name = member.Name;
            var memberPath = path + Short(name);
            var property = type.Properties.FirstOrDefault(p => p.Name == name);
            if (!seen.Add(name))
                faults.Add(new(memberPath, "is given more than once"));
            else if (property is null)
                faults.Add(new(memberPath, "is not known"));
            else if (member.Value.ValueKind == JsonValueKind.Null)
                AddIf(!property.IsSetNullable, new(memberPath, "must not be null"), faults);
            else
                Check(member.Value, type.Options.GetTypeInfo(property.PropertyType), memberPath, faults);
        }

        foreach (var property in type.Properties.Where(p => p.IsRequired && !seen.Contains(p.Name)))
            faults.Add(new(path + property.Name, "is required"));
    }

    private static void Check(JsonElement value, JsonTypeInfo type, string path, ImmutableArray<FieldError>.Builder faults)
    {
        // A nullable's kind is its value's, but its element type is the value itself.
        if (Nullable.GetUnderlyingType(type.Type) is { } inner)
            type = type.Options.GetTypeInfo(inner);
        if (type.Kind == JsonTypeInfoKind.Object)
        {
            if (value.ValueKind == JsonValueKind.Object)
                Walk(value, type, path + ".", faults);
            else
                faults.Add(new(path, "must be an object"));
        }
        else if (type.Kind == JsonTypeInfoKind.Enumerable && value.ValueKind == JsonValueKind.Array)
        {
            WalkItems(value, type.Options.GetTypeInfo(type.ElementType!), path, faults);
        }
        else if (type.Kind == JsonTypeInfoKind.Dictionary && value.ValueKind == JsonValueKind.Object)
        {
            WalkEntries(value, type.Options.GetTypeInfo(type.ElementType!), path, faults);
            // Whether a value can be null is known to the serializer alone.
            AddIf(faults.Count == 0 && !Reads(value, type), new(path, "is not valid"), faults);
        }
        else if (type.Type == typeof(string))
        {
            AddIf(value.ValueKind != JsonValueKind.String, new(path, "must be a string"), faults);
            _ = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        else
        {
            AddIf(!Reads(value, type), new(path, "is not valid"), faults);
        }
    }

    private static void WalkItems(JsonElement list, JsonTypeInfo item, string path, ImmutableArray<FieldError>.Builder faults)
    {
        var i = 0;
        foreach (var element in list.EnumerateArray())
        {
            if (faults.Count >= MostFaults)
                return;
            if (element.ValueKind == JsonValueKind.Null)
                faults.Add(new($"{path}.{i}", "must not be null"));
            else
                Check(element, item, $"{path}.{i}", faults);
            i++;
        }
    }

    private static void WalkEntries(JsonElement map, JsonTypeInfo entry, string path, ImmutableArray<FieldError>.Builder faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in map.EnumerateObject())
        {
            if (faults.Count >= MostFaults)
                return;
            var entryPath = $"{path}.{Short(member.Name)}";
            if (!seen.Add(member.Name))
                faults.Add(new(entryPath, "is given more than once"));
            else if (member.Value.ValueKind != JsonValueKind.Null)
                Check(member.Value, entry, entryPath, faults);
        }
    }

    private static string Short(string name) => name.Length > LongestName ? string.Concat(name.AsSpan(0, LongestName), "…") : name;

    private static bool Reads(JsonElement value, JsonTypeInfo type)
    {
        try
        {
            value.Deserialize(type);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void AddIf(bool broken, FieldError fault, ImmutableArray<FieldError>.Builder faults)
    {
        if (broken)
            faults.Add(fault);
    }
}
