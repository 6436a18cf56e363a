using System.Collections.Immutable;

namespace Tenantry.Grains;

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

/// <summary>What came of running a lane.</summary>
/// <param name="Lane">The lane as it is now.</param>
/// <param name="IsAtEnd">Whether there was nothing more in it.</param>
/// <param name="Changes">What was attempted, in order.</param>
internal sealed record LaneRun(WebhookLane Lane, bool IsAtEnd, ImmutableArray<DeliveryChange> Changes);
