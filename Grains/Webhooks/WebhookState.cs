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

    /// <summary>After events were read from the feed: each lies in the lane of its log.</summary>
    public WebhookState With(ImmutableArray<FedEvent> fed)
    {
        var lanes = Lanes;
        foreach (var (log, events) in fed.GroupBy(one => one.Logged.Log).Select(group => (group.Key, group.ToList())))
        {
            var through = events[^1].Logged.Sequence;
            lanes = lanes.FirstOrDefault(lane => lane.Log == log) is { } known
                ? lanes.Replace(known, known with { Through = through })
                : lanes.Add(new WebhookLane(log, events[0].Logged.Sequence - 1, through));
        }

        return this with { Lanes = lanes, Cursor = fed[^1].Position };
    }

    /// <summary>After lanes have run. Those that did go behind those that did not.</summary>
    /// <param name="runs">The lanes, and that of the replay.</param>
    /// <param name="isSingle">Whether the only lane is that of the organization's own log, whose place is the cursor.</param>
    /// <param name="now">The time.</param>
    public WebhookState After(IReadOnlyCollection<(bool IsReplay, LaneRun Run)> runs, bool isSingle, DateTimeOffset now)
    {
        var next = this;
        foreach (var (isReplay, run) in runs)
            next = isReplay ? next.AfterReplay(run.Lane, now) : isSingle ? next.AfterOnly(run.Lane) : next.AfterOneOf(run.Lane);
        return next;
    }

    private WebhookState AfterOnly(WebhookLane lane) => this with { Cursor = lane.After, Lanes = lane.Trial is null ? [] : [lane] };

    private WebhookState AfterOneOf(WebhookLane lane)
    {
        // More may have been put into it since it began.
        if (Lanes.FirstOrDefault(one => one.Log == lane.Log) is not { } known)
            return this;
        var next = lane with { Through = Math.Max(lane.Through, known.Through) };
        return this with { Lanes = next.IsDone() ? Lanes.Remove(known) : Lanes.Remove(known).Add(next) };
    }

    private WebhookState AfterReplay(WebhookLane lane, DateTimeOffset now)
    {
        if (Replay is not { EndedAt: null } replay || ReplayLane?.After > lane.After)
            return this;
        return this with
        {
            Replay = replay with { Position = Math.Min(lane.After, replay.Through), EndedAt = lane.IsDone() ? now : null },
            ReplayLane = lane.IsDone() ? null : lane,
        };
    }

    /// <summary>Whether it gets events of a type.</summary>
    public bool Wants(string type) => EventTypes.IsEmpty || EventTypes.Any(pattern => WebhookRules.Matches(pattern, type));

    /// <summary>The same, making no attempts until it is enabled.</summary>
    public WebhookState Disable(string reason, DateTimeOffset now) => this with { DisabledAt = now, DisabledReason = reason, WakeAt = null };

    /// <summary>The same, with nothing waiting for what its receiver did.</summary>
    public WebhookState Revive(WebhookHealth health, DateTimeOffset now)
        => this with { Health = health, Lanes = [.. Lanes.Select(lane => lane.Due(now))], ReplayLane = ReplayLane?.Due(now) };

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
