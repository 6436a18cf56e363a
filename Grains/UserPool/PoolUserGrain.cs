namespace Tenantry.Grains;

/// <summary>
/// As a mail: an attempt is counted before it begins, runs beside the grain's turns, and is recorded in a turn of its own. When the
/// process dies meanwhile, the alarm begins the next. What became news during an attempt leads to another one after it.
/// </summary>
[GrainType("pool-user"), CollectionAgeLimit(Minutes = 2)]
internal sealed partial class PoolUserGrain(
    [PersistentState("record")] IPersistentState<Record<PoolUserState>> storage, AggregateSurroundings surroundings, PoolTelling telling,
    IUserPool pool)
    : AggregateGrain<PoolUserState>(storage, surroundings), IPoolUserGrain, IDisposable
{
    // Also how often an attempt that queues for a connection is found to be alive; the pool bounds each call itself.
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(15);

    // How long a membership's news waits for that of the account, which has more to say. Of an account that is older than the pool, none comes.
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _ending = new();
    private IGrainTimer? _record;
    private bool _attempting;

    private UserId Id => UserId.Wrap(this.GetPrimaryKeyString());

    public async Task Follow(PoolNews news)
    {
        var next = State.Hear(news);
        if (_attempting)
            await Commit(next);
        else if (!next.IsIntroduced)
            await Commit(next with { NextAttemptAt = Now + Courtesy });
        else
            await Attempt(next with { Attempts = 0 });
    }

    public Task<Result<PoolUserView>> Get() => Task.FromResult(View());

    public async Task<Result<PoolUserView>> Retry(Actor actor)
    {
        if (!State.IsBehind()) return Errors.PoolUserNotFound(Id);

        LogRetried(Log, Id, actor.Id);
        if (!_attempting)
            await Attempt(State with { Attempts = 0 }, Happened(EventTypes.PoolUserRetried, actor));
        return View();
    }

    public async Task<Result<Done>> Drop(Actor actor)
    {
        if (!State.IsBehind()) return Errors.PoolUserNotFound(Id);

        LogDropped(Log, Id, actor.Id);
        await Commit(
            State with { Followed = State.Asked, Password = null, IsShown = false, Attempts = 0 },
            [Happened(EventTypes.PoolUserDropped, actor), .. State.IsShown ? [new ShowPoolFault(Id, null)] : Array.Empty<Message>()]);
        return new Done();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public void Dispose() => _ending.Dispose();

    protected override DateTimeOffset? AlarmOf(PoolUserState state) => state.DueAt();

    protected override async Task OnAlarm()
    {
        if (!(State.DueAt() <= Now))
            return;

        if (_attempting)
            await CommitUnseen(State with { NextAttemptAt = Now + LostAfter });
        else if (RetrySchedule.Pool.After(State.Attempts) is null)
            await Park(State, State.LastError ?? "The last attempt was cut short.", []);
        else
            await Attempt(State);
    }

    private async Task Attempt(PoolUserState next, params Message[] messages)
    {
        await Commit(next.Begin(lostAt: Now + LostAfter), messages);
        _attempting = true;
        _ = Send(State);
    }

    private async Task Send(PoolUserState state)
    {
        // The turn that began it, and whoever waits for that, goes first.
        await Task.Yield();
        var attempt = await telling.Tell(Id, state, _ending.Token);
        try
        {
            _record?.Dispose();
            _record = this.RegisterGrainTimer(
                () => Record(state, attempt), new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        }
        catch (Exception exception)
        {
            // The activation has ended, and the alarm begins another attempt.
            LogUnrecorded(Log, exception, Id);
        }
    }

    private async Task Record(PoolUserState attempted, PoolAttempt attempt)
    {
        _attempting = false;
        var next = State.Advance(attempt, attempted.Password);
        Message[] link = attempt.Subject is { } subject ? [new LinkIdentity(pool.Issuer, subject, Id)] : [];
        if (attempt.IsDone)
        {
            await Followed(next, attempted, link);
            return;
        }

        var error = MailFault.Of(attempt.Fault!);
        if (!State.IsBehind())
        {
            // An operator has dropped it meanwhile.
            await Commit(next, link);
        }
        else if (!attempt.IsRefused && next.Fail(error, Now) is { Status: PoolUserStatus.Waiting } again)
        {
            LogFailed(Log, Id, State.Attempts, error, again.NextAttemptAt);
            await Commit(again, [new ShowPoolFault(Id, again.View(Id)), .. link]);
        }
        else
        {
            await Park(next, error, link);
        }
    }

    private async Task Followed(PoolUserState next, PoolUserState attempted, Message[] link)
    {
        // Nobody is told that nothing could be done yet; who asked while this attempt ran hears of the next.
        var told = next.Told is null ? [] : attempted.Tell;
        await Commit(
            next.Follow(attempted.Asked) with { Tell = next.Tell.RemoveRange(told) },
            [
                .. link,
                .. told.Select(organization => new ReportPool(organization, Id, PoolProgress.Ready)),
                .. State.IsShown ? [new ShowPoolFault(Id, null)] : Array.Empty<Message>(),
            ]);
        if (State.IsBehind())
            await Attempt(State);
    }

    private async Task Park(PoolUserState from, string error, Message[] link)
    {
        LogParked(Log, Id, State.Attempts, error);
        var next = from.Park(error);
        await Commit(
            next,
            [new ShowPoolFault(Id, next.View(Id)), .. link, .. State.Tell.Select(organization => new ReportPool(organization, Id, PoolProgress.Failed))]);
    }

    private AppendEvents Happened(EventType type, Actor actor) => new(LogId.Operators, TenantEvents.New(Ids, Now, type, actor, Id.Value));

    private Result<PoolUserView> View() => State.IsBehind() ? State.View(Id) : Errors.PoolUserNotFound(Id);
}
