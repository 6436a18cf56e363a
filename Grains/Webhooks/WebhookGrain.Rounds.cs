namespace Tenantry.Grains;

/// <summary>
/// The work beside the turns. It goes in rounds: store what lanes have done, commit in a turn how far they are, and set those going
/// that have something to do. Lanes run side by side, so that one whose receiver is slow holds up no other. A process that dies has
/// delivered some events that the next one delivers again.
/// </summary>
internal sealed partial class WebhookGrain
{
    // How many logs an operators' endpoint is served at once; an organization's endpoint has one.
    private const int AtOnce = 16;
    private const int FeedAtOnce = 100;

    // How many logs' places an operators' endpoint remembers, waiting ones included: its record stays small.
    private const int MostLanes = 200;

    // When the process dies, what it did is found to be undone after this.
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(10);
    // Who waits for longer leaves it to the alarm.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);
    // Lanes that end together are committed together.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<LaneKey, Task<LaneRun>> _running = [];
    private bool _working;
    private bool _mayHaveMore;
    private long _reached;
    // What was known to be there when it was looked for more the last time.
    private long _lookedFor;
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

    private bool MayWork() => !Rests(Now) && (Organization is null || State.Lanes.All(lane => lane.IsDue(Now)));

    private bool Rests(DateTimeOffset now) => _health.Rests(now) || now < _troubledUntil;

    private void Start()
    {
        _mayHaveMore = true;
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
                await Pause(wait);
        }
        catch (Exception exception)
        {
            if (!_ending.IsCancellationRequested)
                LogRoundFailed(Log, exception, Id);
            // No lane is begun anew while it still runs; the alarm does it.
            _troubledUntil = Now + Trouble;
            await Task.WhenAll(_running.Values).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
            _running.Clear();
            _working = false;
        }
    }

    /// <summary>Answers how long nothing has to be looked for, unless something happens; null when the work is over.</summary>
    private async Task<TimeSpan?> Round()
    {
        _nudge = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = _running.Where(one => one.Value.IsCompleted).ToList();
        var runs = ended.Select(one => (one.Key.IsReplay, Run: one.Value.Result)).ToList();
        var changes = runs.SelectMany(run => run.Run.Changes).ToList();
        await deliveries.Write(Organization, Id, changes);
        foreach (var one in ended)
            _running.Remove(one.Key);

        var goesOn = false;
        await InTurn(async () => goesOn = await Settle(runs, changes));
        if (!goesOn)
            return null;
        await Advance();
        var due = DueOf(State) ?? Now + Heartbeat;
        return due <= Now ? TimeSpan.Zero : due - Now < Heartbeat ? due - Now : Heartbeat;
    }

    private async Task Pause(TimeSpan wait)
    {
        if (wait == TimeSpan.Zero && _running.Count == 0)
            return;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        await Task.WhenAny([.. _running.Values, _nudge.Task, Task.Delay(wait, over.Token)]);
        if (_running.Count > 1 && _running.Values.Any(run => run.IsCompleted))
            await Task.WhenAny(Task.WhenAll(_running.Values), Task.Delay(Gathering, over.Token));
        await over.CancelAsync();
    }

    // In a turn: what happened to the endpoint since the lanes began counts.
    private async Task<bool> Settle(IReadOnlyList<(bool IsReplay, LaneRun Run)> runs, List<DeliveryChange> changes)
    {
        if (State.Url is null)
            return _working = false;

        var next = (State with { Health = _health }).After(runs, isSingle: Organization is not null, Now);
        if (Organization is not null && runs.Any(run => !run.IsReplay))
            _mayHaveMore = _reached > _lookedFor || runs.Any(run => run is { IsReplay: false, Run: { IsAtEnd: false, Lane.Trial: null } });
        if (changes is [.., var last])
            next = next with { Log = next.Log.Add(changes.Count, last.Logged.Event.Id, Now) };
        if (next.Log.IsFull())
            next = next with { Log = await deliveries.Prune(Id, next.Log) };
        if (_fault is { } fault && next.DisabledAt is null)
        {
            await GiveUp(next, fault);
            return _working = _running.Count > 0;
        }

        var due = next.IsLive() ? DueOf(next) : null;
        if (_running.Count > 0 || due - Now <= LongestWait)
        {
            await Save(next with { WakeAt = next.WakeAt > Now + LostAfter / 2 ? next.WakeAt : Now + LostAfter });
            return true;
        }

        await Save(next with { WakeAt = due });
        return _working = false;
    }

    /// <summary>When there is something to begin; null when there is nothing but what runs already.</summary>
    private DateTimeOffset? DueOf(WebhookState state)
    {
        var now = Now;
        DateTimeOffset? due = null;
        if (Organization is { } owner ? state.Lanes.IsEmpty && !_running.ContainsKey(new(LogId.Of(owner))) : HasRoom(state))
        {
            // More than was read has come. Should it not be there to be read, this must not turn on the spot.
            due = _mayHaveMore ? now : _reached > state.Cursor ? now + Trouble : null;
        }

        foreach (var lane in state.Lanes.Where(lane => !_running.ContainsKey(new(lane.Log))))
            due = Earliest(due, lane.Trial?.NextAt ?? now);
        if (state.ReplayLane is { } replay && !_running.ContainsKey(LaneKey.Replay))
            due = Earliest(due, replay.Trial?.NextAt ?? now);
        // What waits for room is looked at when a lane ends.
        if (due <= now && _running.Count > 0 && (_health.IsOpen() || _running.Count >= AtOnce))
            due = now + Heartbeat;
        due = due < _health.RestUntil ? _health.RestUntil : due;
        return due < _troubledUntil ? _troubledUntil : due;
    }

    /// <summary>Sets lanes going that have something to do.</summary>
    private async Task Advance()
    {
        if (!State.IsLive() || Rests(Now))
            return;
        if (Organization is null && _mayHaveMore && HasRoom(State))
            await ReadFeed();

        var lanes = State.Lanes;
        if (Organization is { } owner && lanes.IsEmpty)
            lanes = _mayHaveMore || _reached > State.Cursor ? [new(LogId.Of(owner), State.Cursor, long.MaxValue)] : [];
        foreach (var lane in lanes)
            Begin(new(lane.Log), lane);
        if (State.ReplayLane is { } replay)
            Begin(LaneKey.Replay, replay);
    }

    // A log whose event waits for its next attempt holds up no other.
    private bool HasRoom(WebhookState state) => state.Lanes.Length < MostLanes && state.Lanes.Count(lane => lane.IsDue(Now)) < AtOnce;

    private void Begin(LaneKey key, WebhookLane lane)
    {
        var room = _health.IsOpen() ? 1 : AtOnce;
        if (_running.Count >= room || _running.ContainsKey(key) || !lane.IsDue(Now))
            return;
        if (Organization is not null && !key.IsReplay)
            _lookedFor = _reached;
        _running[key] = Run(lane, key.IsReplay);
    }

    private async Task ReadFeed()
    {
        _lookedFor = _reached;
        var fed = await Grains.Lists().FedEvents(State.Cursor, FeedAtOnce);
        _mayHaveMore = fed.Length == FeedAtOnce || _reached > _lookedFor;
        if (!fed.IsEmpty)
            await InTurn(() => State.Url is null ? Task.CompletedTask : Save(State.With(fed)));
    }

    private Task GiveUp(WebhookState next, string reason)
    {
        _fault = null;
        LogDisabled(Log, Id, reason);
        return Commit(
            next.Disable(reason, Now),
            [
                .. Happened(EventTypes.WebhookDisabled, Actor.System, ("reason", reason)),
                new TellOfWebhook { Organization = Organization, Webhook = Id, Url = next.Url!, Reason = reason, HappenedAt = Now, Seed = Ids.NewUuid() },
            ]);
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

    /// <summary>What runs; the default is a replay.</summary>
    private readonly record struct LaneKey(LogId? Log)
    {
        public static LaneKey Replay => new(null);

        public bool IsReplay => Log is null;
    }
}
