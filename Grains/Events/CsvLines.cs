using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tenantry.Grains;

/// <summary>
/// An export for spreadsheets, in the form of RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in
/// front, since names and reasons are whatever somebody typed.
/// </summary>
internal sealed class CsvLines : IExportLines
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringBuilder _text = new();

    public long Size => _text.Length;

    public void Begin(ExportPlan plan)
        => Row("sequence", "id", "type", "time", "actorKind", "actorId", "impersonator", "subject", "requestId", "data", "before", "after", "redacted", "hash");

    public void Add(LogEntry entry, string previous)
    {
        var (view, time) = (entry.AuditView(), EventChain.TimeText(entry.Event.OccurredAt));
        Row(
            view.Sequence.ToString(CultureInfo.InvariantCulture), view.Id.Value, view.Type, time,
            view.Actor?.Kind, view.Actor?.Id, view.Actor?.Impersonator?.Value, view.Subject, view.RequestId,
            view.Redacted ? null : Json(view.Data), Json(view.Before), Json(view.After), view.Redacted ? "true" : "false", view.Hash);
    }

    public void End(ExportPlan plan)
    {
        // A table has no last line.
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    private void Row(params ReadOnlySpan<string?> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
                _text.Append(',');
            Field(fields[i] ?? "");
        }

        _text.Append("\r\n");
    }

    private void Field(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..])
            text = $"'{text}";
        if (text.AsSpan().ContainsAny(Quoted))
            _text.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            _text.Append(text);
    }

    private static string? Json(ImmutableSortedDictionary<string, string?>? values)
    {
        if (values is null)
            return null;

        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            foreach (var (name, value) in values.OrderBy(member => member.Key, StringComparer.Ordinal))
                json.WriteString(name, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
