using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>
/// The work beside the turns. It goes in rounds of about a second: look for lanes that have something to do, run them side by side,
/// store what they did, and commit in a turn how far they are. A process that dies in a round has delivered some events that the
/// next one delivers again.
/// </summary>
internal sealed partial class WebhookGrain
{
    // How many logs an operators' endpoint is served at once; an organization's endpoint has one.
    private const int AtOnce = 16;
    private const int FeedAtOnce = 100;

    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(1);
    // Also how often a long round is found to be alive.
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(10);
    // Who waits for longer leaves it to the alarm.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private bool _working;
    private long _reached;
    private TaskCompletionSource _nudge = new();

    public Task Reach(long last) => last <= State.Cursor || !State.IsLive() ? Task.CompletedTask : InTurn(() => Note(last));

    private async Task Note(long last)
    {
        _reached = Math.Max(_reached, last);
        if (!State.IsLive() || last <= State.Cursor)
            return;
        // Who waits for a receiver finds what has come meanwhile by itself.
        if (State.WakeAt is not null && !MayWork())
            return;
        var soon = Now + LostAfter;
        if (!(State.WakeAt <= soon))
            await CommitUnseen(State with { WakeAt = soon });
        Start();
    }

    private bool MayWork() => !_health.Rests(Now) && (Organization is null || State.Lanes.All(lane => lane.IsDue(Now)));

    private void Start()
    {
        _nudge.TrySetResult();
        if (_working || !State.IsLive())
            return;
        _working = true;
        _ = Work();
    }

    private async Task Work()
    {
        // The turn that began it goes first.
        await Task.Yield();
        try
        {
            while (await Round() is { } wait)
            {
                if (wait > TimeSpan.Zero)
                    await Task.WhenAny(_nudge.Task, Task.Delay(wait, _ending.Token));
            }
        }
        catch (Exception exception)
        {
            _working = false;
            if (!_ending.IsCancellationRequested)
                LogRoundFailed(Log, exception, Id);
        }
    }

    /// <summary>Answers after how long another round follows; null for none.</summary>
    private async Task<TimeSpan?> Round()
    {
        _nudge = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var round = new WebhookRound { Cursor = State.Cursor, Lanes = State.Lanes };
        if (State.IsLive() && !_health.Rests(Now))
        {
            round = await FindLanes(State);
            var lanes = round.Lanes.Where(lane => lane.IsDue(Now)).Take(AtOnce).Select(lane => (Lane: lane, IsReplay: false)).ToList();
            if (State.ReplayLane is { } replay && replay.IsDue(Now))
                lanes.Add((replay, true));
            var probes = _health.IsOpen();
            var until = Now + RoundTime;
            var runs = await Task.WhenAll(lanes.Take(probes ? 1 : lanes.Count).Select(async one => (one.IsReplay, Run: await Run(one.Lane, probes, until))));
            var changes = runs.SelectMany(run => run.Run.Changes).ToList();
            await deliveries.Write(Organization, Id, changes);
            round = round.After(runs) with { Changes = changes };
        }

        TimeSpan? wait = null;
        await InTurn(async () => wait = await Finish(round));
        return wait;
    }

    private async Task<WebhookRound> FindLanes(WebhookState state)
    {
        if (Organization is { } owner)
            return new() { Cursor = state.Cursor, IsSingle = true, Lanes = state.Lanes.IsEmpty ? [new(LogId.Of(owner), state.Cursor, long.MaxValue)] : state.Lanes };
        if (state.Lanes.Length >= AtOnce)
            return new() { Cursor = state.Cursor, Lanes = state.Lanes, MayHaveMore = true };

        var fed = await Grains.Lists().FedEvents(state.Cursor, FeedAtOnce);
        var lanes = state.Lanes;
        foreach (var (log, events) in fed.GroupBy(one => one.Logged.Log).Select(group => (group.Key, group.ToList())))
        {
            var through = events[^1].Logged.Sequence;
            lanes = lanes.FirstOrDefault(lane => lane.Log == log) is { } known
                ? lanes.Replace(known, known with { Through = through })
                : lanes.Add(new WebhookLane(log, events[0].Logged.Sequence - 1, through));
        }

        return new() { Cursor = fed.IsEmpty ? state.Cursor : fed[^1].Position, Lanes = lanes, MayHaveMore = fed.Length == FeedAtOnce };
    }

    // In a turn: what happened to the endpoint since the round began counts.
    private async Task<TimeSpan?> Finish(WebhookRound round)
    {
        if (State.Url is null)
        {
            _working = false;
            return null;
        }

        var next = State with { Health = _health, Cursor = round.Cursor, Lanes = round.Kept };
        if (round.Replay is { } replay && next.Replay is { EndedAt: null })
        {
            next = next with
            {
                Replay = next.Replay with { Position = Math.Min(replay.After, next.Replay.Through), EndedAt = replay.IsDone() ? Now : null },
                ReplayLane = replay.IsDone() ? null : replay,
            };
        }

        if (round.Changes is [.., var last])
            next = next with { Log = next.Log.Add(round.Changes.Count, last.Logged.Event.Id, Now) };
        if (next.Log.IsFull())
            next = next with { Log = await deliveries.Prune(Id, next.Log) };
        if (_fault is { } fault && next.DisabledAt is null)
            return await GiveUp(next, fault);

        var due = next.IsLive() ? DueOf(next, round) : null;
        var wait = due - Now;
        if (wait is null || wait > LongestWait)
        {
            await Save(next with { WakeAt = due });
            _working = false;
            return null;
        }

        await Save(next with { WakeAt = next.WakeAt > Now + LostAfter / 2 ? next.WakeAt : Now + LostAfter });
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private DateTimeOffset? DueOf(WebhookState state, WebhookRound round)
    {
        var now = Now;
        DateTimeOffset? due = round.MayHaveMore ? now : null;
        // More came while the round went on. Should it not be there to be read, this must not turn on the spot.
        if (_reached > state.Cursor && (Organization is null || state.Lanes.IsEmpty))
            due = Earliest(due, state.Cursor > State.Cursor ? now : now + RoundTime);
        foreach (var lane in state.ReplayLane is { } replay ? state.Lanes.Add(replay) : state.Lanes)
            due = Earliest(due, lane.Trial?.NextAt ?? now);
        return due is not null && _health.RestUntil > due ? _health.RestUntil : due;
    }

    private async Task<TimeSpan?> GiveUp(WebhookState next, string reason)
    {
        _fault = null;
        _working = false;
        LogDisabled(Log, Id, reason);
        await Commit(
            next.Disable(reason, Now),
            [
                .. Happened(EventTypes.WebhookDisabled, Actor.System, ("reason", reason)),
                new TellOfWebhook { Organization = Organization, Webhook = Id, Url = next.Url!, Reason = reason, HappenedAt = Now, Seed = Ids.NewUuid() },
            ]);
        return null;
    }

    private async Task Save(WebhookState next)
    {
        if (next != State)
            await CommitUnseen(next);
    }

    /// <summary>Runs something as a turn of its own, and waits for it.</summary>
    private async Task InTurn(Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IGrainTimer? timer = null;
        timer = this.RegisterGrainTimer(
            async () =>
            {
                timer?.Dispose();
                try
                {
                    await work();
                    done.TrySetResult();
                }
                catch (Exception exception)
                {
                    done.TrySetException(exception);
                }
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        await done.Task.WaitAsync(_ending.Token);
    }
}
