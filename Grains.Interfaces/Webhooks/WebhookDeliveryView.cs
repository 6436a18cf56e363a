using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>What has become of a delivery.</summary>
[GenerateSerializer, Alias("WebhookDeliveryStatus")]
[JsonConverter(typeof(CamelCaseEnumConverter<WebhookDeliveryStatus>))]
public enum WebhookDeliveryStatus
{
    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>It failed and is tried again soon; what comes after it waits.</summary>
    Retrying,

    /// <summary>It failed and is tried again by its own schedule; what comes after it does not wait.</summary>
    Parked,

    /// <summary>Its last attempt has failed.</summary>
    Failed,
}

/// <summary>The delivery of an event to an endpoint.</summary>
[GenerateSerializer, Immutable, Alias("WebhookDeliveryView")]
public sealed record WebhookDeliveryView
{
    /// <summary>The event, and the <c>webhook-id</c> of all attempts.</summary>
    [Id(0)]
    public required EventId Event { get; init; }

    [Id(1)]
    public required string Type { get; init; }

    /// <summary>The log that the event is in.</summary>
    [Id(2)]
    public required LogId Log { get; init; }

    /// <summary>The event's number in its log.</summary>
    [Id(3)]
    public required long Sequence { get; init; }

    [Id(4)]
    public required DateTimeOffset OccurredAt { get; init; }

    [Id(5)]
    public required WebhookDeliveryStatus Status { get; init; }

    /// <summary>When it is tried again; null when it is not.</summary>
    [Id(6)]
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The latest attempts, the oldest first.</summary>
    [Id(7)]
    public required ImmutableArray<WebhookAttempt> Attempts { get; init; }

    /// <summary>What is sent, made from the log now; null in lists, and when the log does not hold the event any more.</summary>
    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Payload { get; init; }
}

/// <summary>One attempt to deliver an event.</summary>
[GenerateSerializer, Immutable, Alias("WebhookAttempt")]
public sealed record WebhookAttempt
{
    [Id(0)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the receiver has answered with a status of 200 to 299.</summary>
    [Id(1)]
    public required bool Succeeded { get; init; }

    [Id(2)]
    public required int DurationMilliseconds { get; init; }

    /// <summary>The status of the answer; null when there was none.</summary>
    [Id(3)]
    public int? Status { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    [Id(4)]
    public string? Error { get; init; }

    /// <summary>The beginning of the answer's body, without what looks like a secret.</summary>
    [Id(5)]
    public string? Response { get; init; }

    /// <summary>Where it was sent.</summary>
    [Id(6)]
    public required string Url { get; init; }

    /// <summary>The headers that were sent, without the signature.</summary>
    [Id(7)]
    public required ImmutableSortedDictionary<string, string> Headers { get; init; }
}
