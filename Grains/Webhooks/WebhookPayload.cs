using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tenantry.Grains;

/// <summary>What receivers are sent for an event. It is made from the log for every attempt, so that what was redacted there is gone here too.</summary>
internal static class WebhookPayload
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Of(LoggedEvent logged) => Write(logged.Event, logged.Log, logged);

    /// <summary>For an event that is in no log.</summary>
    public static ReadOnlyMemory<byte> Of(TenantEvent happened, LogId log) => Write(happened, log, logged: null);

    /// <summary>Where the events of a log come from, as CloudEvents has it.</summary>
    public static string SourceOf(LogId log)
        => log.Organization is not null ? $"/organizations/{log}" : log == LogId.Operators ? "/operators" : $"/users/{log}";

    private static ReadOnlyMemory<byte> Write(TenantEvent happened, LogId log, LoggedEvent? logged)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        json.WriteString("type", happened.Type);
        json.WriteString("timestamp", happened.OccurredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("source", SourceOf(log));
        if (log.Organization is { } organization)
            json.WriteString("organization", organization.Value);
        if (logged is not null)
        {
            json.WriteNumber("sequence", logged.Sequence);
            json.WriteString("previousId", logged.PreviousId?.Value);
        }

        json.WriteStartObject("data");
        if (logged is { IsRedacted: true })
            json.WriteBoolean("redacted", true);
        else
            WriteContent(json, happened);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void WriteContent(Utf8JsonWriter json, TenantEvent happened)
    {
        json.WriteStartObject("actor");
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(happened.CausedBy.Kind.ToString()));
        if (happened.CausedBy.Id is { } id)
            json.WriteString("id", id);
        if (happened.CausedBy.Impersonator is { } impersonator)
            json.WriteString("impersonator", impersonator.Value);
        json.WriteEndObject();
        json.WriteString("subject", happened.Subject);
        if (happened.RequestId is { } request)
            json.WriteString("requestId", request);
        WriteValues(json, "data", happened.Data);
        WriteValues(json, "before", happened.Before);
        WriteValues(json, "after", happened.After);
    }

    private static void WriteValues(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, string?>? values)
    {
        if (values is null)
            return;
        json.WriteStartObject(name);
        foreach (var (key, value) in values)
            json.WriteString(key, value);
        json.WriteEndObject();
    }
}
