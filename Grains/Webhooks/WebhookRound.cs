using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>One round of an endpoint's work: what it found, and what its lanes did.</summary>
internal sealed record WebhookRound
{
    /// <summary>Everything up to here was dealt with or lies in a lane.</summary>
    public required long Cursor { get; init; }

    /// <summary>All lanes, those that wait too.</summary>
    public required ImmutableArray<WebhookLane> Lanes { get; init; }

    /// <summary>Whether the only lane is that of the organization's log, whose place is the cursor.</summary>
    public bool IsSingle { get; init; }

    /// <summary>Whether there was more than the round could do.</summary>
    public bool MayHaveMore { get; init; }

    /// <summary>The lane of the replay, if it was run.</summary>
    public WebhookLane? Replay { get; init; }

    public IReadOnlyList<DeliveryChange> Changes { get; init; } = [];

    /// <summary>The lanes that have something to do still.</summary>
    public ImmutableArray<WebhookLane> Kept => IsSingle ? Lanes.RemoveAll(lane => lane.Trial is null) : Lanes.RemoveAll(lane => lane.IsDone());

    /// <summary>After lanes were run. Those that were go behind those that were not.</summary>
    public WebhookRound After(IReadOnlyCollection<(bool IsReplay, LaneRun Run)> runs)
    {
        var round = this;
        foreach (var (isReplay, run) in runs)
        {
            if (isReplay)
                round = round with { Replay = run.Lane };
            else
                round = round with
                {
                    Lanes = round.Lanes.RemoveAll(lane => lane.Log == run.Lane.Log).Add(run.Lane),
                    Cursor = IsSingle ? run.Lane.After : round.Cursor,
                    MayHaveMore = round.MayHaveMore || (IsSingle && !run.IsAtEnd && run.Lane.Trial is null),
                };
        }

        return round;
    }
}

/// <summary>What came of running a lane.</summary>
/// <param name="Lane">The lane as it is now.</param>
/// <param name="IsAtEnd">Whether there was nothing more in it.</param>
/// <param name="Changes">What was attempted, in order.</param>
internal sealed record LaneRun(WebhookLane Lane, bool IsAtEnd, ImmutableArray<DeliveryChange> Changes);
