using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>A webhook endpoint: what it is, how far it is, and how it does.</summary>
internal sealed record WebhookState
{
    /// <summary>Null before the endpoint is made, and after it was ended.</summary>
    public string? Url { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Which types it gets; empty for all.</summary>
    public ImmutableArray<string> EventTypes { get; init; } = [];

    public bool Strict { get; init; }

    public string? CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public WebhookSecrets Secrets { get; init; } = new();

    public DateTimeOffset? DisabledAt { get; init; }

    public string? DisabledReason { get; init; }

    /// <summary>Everything up to this number of its log, or of the feed, was dealt with or lies in a lane.</summary>
    public long Cursor { get; init; }

    /// <summary>The lanes that have something to do still; of an organization's own log only one that waits.</summary>
    public ImmutableArray<WebhookLane> Lanes { get; init; } = [];

    public WebhookHealth Health { get; init; } = new();

    /// <summary>The last replay, and its lane while it is under way.</summary>
    public WebhookReplay? Replay { get; init; }

    public WebhookLane? ReplayLane { get; init; }

    public Guid ReplayId { get; init; }

    /// <summary>When to look for work again: the next attempt, or, while at work, when that must have been lost.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    public DeliveryLogBounds Log { get; init; } = new();

    /// <summary>Whether nothing of an ended one's deliveries is left.</summary>
    public bool IsErased { get; init; }

    /// <summary>When it was ended. It is remembered for as long as its making could be repeated.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it makes attempts.</summary>
    public bool IsLive() => Url is not null && DisabledAt is null && Secrets.Current is not null;

    /// <summary>Whether it gets events of a type.</summary>
    public bool Wants(string type) => EventTypes.IsEmpty || EventTypes.Any(pattern => WebhookRules.Matches(pattern, type));

    /// <summary>The same, making no attempts until it is enabled.</summary>
    public WebhookState Disable(string reason, DateTimeOffset now) => this with { DisabledAt = now, DisabledReason = reason, WakeAt = null };

    /// <summary>What those see who manage it; null when there is no such endpoint.</summary>
    public WebhookView? View(WebhookId id, DateTimeOffset now) => Url is null ? null : new()
    {
        Id = id,
        Url = Url,
        Description = Description,
        EventTypes = EventTypes,
        Strict = Strict,
        Status = DisabledAt is null ? WebhookStatus.Enabled : WebhookStatus.Disabled,
        DisabledReason = DisabledReason,
        DisabledAt = DisabledAt,
        CreatedBy = CreatedBy,
        CreatedAt = CreatedAt,
        Cursor = Cursor,
        Failures = Health.Failures,
        FailingSince = Health.FailingSince,
        RestsUntil = Health.Rests(now) ? Health.RestUntil : null,
        Replay = Replay,
        PreviousValidUntil = Secrets.PreviousAt(now),
    };
}

/// <summary>Events of one log that are delivered one after the other.</summary>
/// <param name="Log">The log; null for a replay of the feed.</param>
/// <param name="After">The number up to which it is done.</param>
/// <param name="Through">The number of its last event.</param>
internal sealed record WebhookLane(LogId? Log, long After, long Through)
{
    /// <summary>The event that holds it up; null when none does.</summary>
    public WebhookTrial? Trial { get; init; }

    public bool IsDone() => After >= Through;

    public bool IsDue(DateTimeOffset now) => Trial is null || Trial.NextAt <= now;

    /// <summary>The same, not waiting any longer.</summary>
    public WebhookLane Due(DateTimeOffset now) => this with { Trial = Trial is null ? null : Trial with { NextAt = now } };
}

/// <summary>An event whose attempts have failed so far.</summary>
/// <param name="Event">The event.</param>
/// <param name="Failures">How many attempts.</param>
/// <param name="NextAt">When the next one is due.</param>
internal sealed record WebhookTrial(EventId Event, int Failures, DateTimeOffset NextAt);
