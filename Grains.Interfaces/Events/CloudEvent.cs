using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// An event as the product's own servers read it, wherever they do: CloudEvents 1.0 in its JSON form. The specification allows
/// names of small letters and digits only.
/// </summary>
public sealed record CloudEvent
{
    [JsonPropertyName("specversion")]
    public string SpecVersion { get; } = "1.0";

    /// <summary>The event's id; the same however often and by whichever way the event is delivered.</summary>
    public required string Id { get; init; }

    /// <summary>Whose log holds it: <c>/organizations/org_…</c>, <c>/users/usr_…</c> or <c>/operators</c>.</summary>
    public required string Source { get; init; }

    /// <summary>From the catalogue, for example <c>member.added</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The id of what it happened to; absent when the content was erased.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Subject { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public required DateTime Time { get; init; }

    [JsonPropertyName("datacontenttype"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DataContentType => Data is null ? null : "application/json";

    /// <summary>Counts the log's events from 1, without gaps.</summary>
    public required string Sequence { get; init; }

    /// <summary>The id of the event before it in the log; absent on the first.</summary>
    [JsonPropertyName("previousid"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PreviousId { get; init; }

    /// <summary>Among the events of all logs, its position; absent where only one log is read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Position { get; init; }

    /// <summary>Among the events of all logs, the organization that it happened in; absent when it was in none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Organization { get; init; }

    /// <summary>What happened; absent when the content was erased.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EventContent? Data { get; init; }

    /// <summary>An event as the readers of its log see it.</summary>
    public static CloudEvent Of(LoggedEvent logged) => new()
    {
        Id = logged.Event.Id.Value,
        Source = SourceOf(logged.Log),
        Type = logged.Event.Type,
        Subject = logged.IsRedacted ? null : logged.Event.Subject,
        Time = logged.Event.OccurredAt.UtcDateTime,
        Sequence = logged.Sequence.ToString(CultureInfo.InvariantCulture),
        PreviousId = logged.PreviousId?.Value,
        Data = logged.IsRedacted ? null : EventContent.Of(logged.Event),
    };

    /// <summary>An event as the readers of all logs see it.</summary>
    public static CloudEvent Of(FedEvent fed) => Of(fed.Logged) with
    {
        Position = fed.Position.ToString(CultureInfo.InvariantCulture),
        Organization = fed.Logged.Log.Organization?.Value,
    };

    /// <summary>The event as JSON in UTF-8, with nothing in it beyond ASCII.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, CloudEventJson.Default.CloudEvent);

    private static string SourceOf(LogId log)
        => log == LogId.Operators ? "/operators"
            : log.Organization is null ? $"/users/{log.Value}"
            : $"/organizations/{log.Value}";
}

/// <summary>What happened, without where its place is.</summary>
public sealed record EventContent
{
    public required EventActor Actor { get; init; }

    /// <summary>The id of what it happened to.</summary>
    public required string Subject { get; init; }

    /// <summary>The request that caused it, as <c>traceId</c> names it elsewhere; absent when no request did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }

    /// <summary>What is worth knowing, as the catalogue says for the type.</summary>
    public required ImmutableSortedDictionary<string, string?> Data { get; init; }

    /// <summary>For a change: what was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, string?>? Before { get; init; }

    /// <summary>For a change: what is now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, string?>? After { get; init; }

    public static EventContent Of(TenantEvent happened) => new()
    {
        Actor = EventActor.Of(happened.CausedBy),
        Subject = happened.Subject,
        RequestId = happened.RequestId,
        Data = happened.Data,
        Before = happened.Before,
        After = happened.After,
    };
}

/// <summary>Who caused an event.</summary>
public sealed record EventActor
{
    /// <summary>public, user, operator, system or apiKey.</summary>
    public required string Kind { get; init; }

    /// <summary>The user's, operator's or API key's id; absent for the other kinds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>The operator who acted in the user's name; absent when the user acted in person.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Impersonator { get; init; }

    public static EventActor Of(Actor actor) => new()
    {
        Kind = JsonNamingPolicy.CamelCase.ConvertName(actor.Kind.ToString()),
        Id = actor.Id,
        Impersonator = actor.Impersonator?.Value,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CloudEvent))]
internal sealed partial class CloudEventJson : JsonSerializerContext;
