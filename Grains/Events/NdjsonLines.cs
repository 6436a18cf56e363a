using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tenantry.Grains;

/// <summary>
/// The form of an export that can be verified, as docs/events.md describes it: what the log is, the events with the bytes that were
/// hashed, and what the log had come to.
/// </summary>
internal sealed class NdjsonLines : IExportLines
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public long Size => _bytes.WrittenCount;

    public void Begin(ExportPlan plan) => Line(json =>
    {
        json.WriteString("kind", "log");
        json.WriteNumber("version", 1);
        json.WriteString("log", plan.Log.Value);
        json.WriteNumber("first", plan.First);
        json.WriteNumber("last", plan.Last);
        Filter(json, plan.Filter);
        Statement(json, "checkpoint", plan.Checkpoint);
        json.WriteString("exportedAt", EventChain.TimeText(plan.PlannedAt));
    });

    public void Add(LogEntry entry, string previous) => Line(json =>
    {
        json.WriteString("kind", "event");
        json.WriteNumber("sequence", entry.Sequence);
        json.WriteString("id", entry.Event.Id.Value);
        json.WriteString("type", entry.Event.Type);
        json.WriteString("time", EventChain.TimeText(entry.Event.OccurredAt));
        json.WriteString("previous", previous);
        json.WriteString("hash", entry.Hash);
        json.WriteString("contentDigest", entry.ContentDigest);
        json.WriteString("salt", entry.Salt);
        json.WritePropertyName("content");
        if (entry.Salt is null)
            json.WriteNullValue();
        else
            json.WriteRawValue(CanonicalContent.Of(entry.Event), skipInputValidation: true);
    });

    public void End(ExportPlan plan) => Line(json =>
    {
        json.WriteString("kind", "head");
        json.WriteNumber("sequence", plan.Last);
        json.WriteString("id", plan.LastId?.Value);
        json.WriteString("hash", plan.LastHash);
        Statement(json, "signed", plan.NewestSignature);
    });

    public byte[] ToBytes() => _bytes.WrittenSpan.ToArray();

    private static void Filter(Utf8JsonWriter json, AuditFilter filter)
    {
        if (filter.IsEmpty)
        {
            json.WriteNull("filter");
            return;
        }

        json.WriteStartObject("filter");
        json.WriteStartArray("types");
        foreach (var type in filter.Types)
            json.WriteStringValue(type);
        json.WriteEndArray();
        json.WriteString("actorKind", filter.ActorKind is { } kind ? AuditMatch.KindName(kind) : null);
        json.WriteString("actorId", filter.ActorId);
        json.WriteString("subject", filter.Subject);
        json.WriteEndObject();
    }

    private static void Statement(Utf8JsonWriter json, string name, SignedStatement? signed)
    {
        if (signed is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("sequence", signed.Statement.Sequence);
        json.WriteString("id", signed.Statement.Id.Value);
        json.WriteString("hash", signed.Statement.Hash);
        json.WriteString("time", EventChain.TimeText(signed.Statement.Time));
        json.WriteString("signature", signed.Signature);
        json.WriteEndObject();
    }

    private void Line(Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(_bytes, Plain))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        _bytes.Write("\n"u8);
    }
}
