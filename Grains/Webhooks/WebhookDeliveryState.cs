using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>What is known of the delivery of one event to one endpoint. What was sent is not part of it: that is in the event's log.</summary>
internal sealed record WebhookDeliveryState
{
    private const int MostAttempts = 12;
    private const int OlderResponse = 200;

    /// <summary>The organization whose endpoint it is; null for one of the platform.</summary>
    public OrganizationId? Organization { get; init; }

    /// <summary>The log that the event is in; null before there is a delivery.</summary>
    public LogId? Log { get; init; }

    public long Sequence { get; init; }

    public string Type { get; init; } = "";

    public DateTimeOffset OccurredAt { get; init; }

    public WebhookDeliveryStatus Status { get; init; }

    /// <summary>How many attempts of the schedule have failed.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Whether the next attempt was asked for, and is made though the endpoint rests.</summary>
    public bool Forced { get; init; }

    /// <summary>The command that asked for it.</summary>
    public Guid RedeliveredBy { get; init; }

    /// <summary>The latest, the oldest first.</summary>
    public ImmutableArray<WebhookAttempt> Attempts { get; init; } = [];

    /// <summary>When its grain has something to do; null while a lane of the endpoint has it in hand, and at the end.</summary>
    public DateTimeOffset? DueAt() => Status == WebhookDeliveryStatus.Parked ? NextAttemptAt : null;

    public bool IsOver() => Status is WebhookDeliveryStatus.Delivered or WebhookDeliveryStatus.Failed;

    /// <summary>With one more attempt. Only the latest two keep all that was answered.</summary>
    public WebhookDeliveryState With(WebhookAttempt attempt)
    {
        var kept = Attempts.Length >= MostAttempts ? Attempts.RemoveAt(0) : Attempts;
        return this with
        {
            Attempts = [.. kept.Select((one, index) => index < kept.Length - 1 && one.Response is { Length: > OlderResponse } text
                ? one with { Response = text[..OlderResponse] }
                : one), attempt],
        };
    }

    /// <summary>What came of an attempt that was made by itself, outside a lane.</summary>
    public WebhookDeliveryState After(WebhookAttempt attempt, DateTimeOffset? notBefore, DateTimeOffset now, double scale)
    {
        var next = With(attempt) with { Forced = false };
        if (attempt.Succeeded)
            return next with { Status = WebhookDeliveryStatus.Delivered, NextAttemptAt = null };

        var failures = Failures + 1;
        return RetrySchedule.Webhooks.After(failures) is { } wait
            ? next with { Failures = failures, NextAttemptAt = now + wait * scale is var at && notBefore > at ? notBefore : at }
            : next with { Failures = failures, Status = WebhookDeliveryStatus.Failed, NextAttemptAt = null };
    }

    /// <summary>The delivery as those see it who manage the endpoint; null when there is none.</summary>
    public WebhookDeliveryView? View(EventId id) => Log is not { } log ? null : new()
    {
        Event = id,
        Type = Type,
        Log = log,
        Sequence = Sequence,
        OccurredAt = OccurredAt,
        Status = Status,
        NextAttemptAt = NextAttemptAt,
        Attempts = Attempts,
    };
}
