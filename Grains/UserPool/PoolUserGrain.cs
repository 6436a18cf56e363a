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

    private readonly CancellationTokenSource _ending = new();
    private IGrainTimer? _record;
    private bool _attempting;

    private UserId Id => UserId.Wrap(this.GetPrimaryKeyString());

    public async Task Follow(PoolNews news)
    {
        if (_attempting)
            await Commit(State.Hear(news));
        else
            await Attempt(State.Hear(news) with { Attempts = 0 });
    }

    public Task<Result<PoolUserView>> Get() => Task.FromResult(View());

    public async Task<Result<PoolUserView>> Retry(Actor actor)
    {
        if (!State.IsBehind()) return Errors.PoolUserNotFound(Id);

        LogRetried(Log, Id, actor.Id);
        if (!_attempting)
            await Attempt(State with { Attempts = 0 });
        return View();
    }

    public async Task<Result<Done>> Drop(Actor actor)
    {
        if (!State.IsBehind()) return Errors.PoolUserNotFound(Id);

        LogDropped(Log, Id, actor.Id);
        await Commit(
            State with { Followed = State.Asked, Password = null, IsShown = false, Attempts = 0 },
            State.IsShown ? [new ShowPoolFault(Id, null)] : []);
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
            await Park(State.LastError ?? "The last attempt was cut short.");
        else
            await Attempt(State);
    }

    private async Task Attempt(PoolUserState next)
    {
        await Commit(next.Begin(lostAt: Now + LostAfter));
        _attempting = true;
        _ = Send(State);
    }

    private async Task Send(PoolUserState state)
    {
        // The turn that began it, and whoever waits for that, goes first.
        await Task.Yield();
        var attempt = await TrySend(state);
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

    private async Task<PoolAttempt> TrySend(PoolUserState state)
    {
        try
        {
            return new(await telling.Tell(Id, state, _ending.Token), null, IsFinal: false);
        }
        catch (PoolRefusedException refused)
        {
            return new(null, MailFault.Of(refused), IsFinal: true);
        }
        catch (Exception exception)
        {
            return new(null, MailFault.Of(exception), IsFinal: false);
        }
    }

    private async Task Record(PoolUserState attempted, PoolAttempt attempt)
    {
        _attempting = false;
        // An operator may have dropped it meanwhile.
        if (!State.IsBehind())
            return;

        switch (attempt)
        {
            case { Told: { } told }:
                await Record(attempted, told);
                break;
            case { Error: { } error, IsFinal: false } when State.Fail(error, Now) is { Status: PoolUserStatus.Waiting } next:
                LogFailed(Log, Id, State.Attempts, error, next.NextAttemptAt);
                await Commit(next, new ShowPoolFault(Id, next.View(Id)));
                break;
            default:
                await Park(attempt.Error!);
                break;
        }
    }

    private async Task Record(PoolUserState attempted, PoolTold told)
    {
        var next = State.Follow(attempted.Asked, told.Name, told.Picture, attempted.Password);
        // Who asked while this attempt ran hears of the next.
        var waiting = State.Tell.RemoveRange(attempted.Tell);
        // Nobody is told that nothing was done.
        var tell = told.Picture is null ? [] : attempted.Tell;
        Message[] messages =
        [
            .. told.Subject is { } subject ? [new LinkIdentity(pool.Issuer, subject, Id)] : Array.Empty<Message>(),
            .. tell.Select(organization => new ReportPool(organization, Id, PoolProgress.Ready)),
            .. State.IsShown ? [new ShowPoolFault(Id, null)] : Array.Empty<Message>(),
        ];
        await Commit(next with { Tell = told.Picture is null ? State.Tell : waiting }, messages);
        if (State.IsBehind())
            await Attempt(State);
    }

    private async Task Park(string error)
    {
        LogParked(Log, Id, State.Attempts, error);
        var next = State.Park(error);
        await Commit(
            next,
            [new ShowPoolFault(Id, next.View(Id)), .. State.Tell.Select(organization => new ReportPool(organization, Id, PoolProgress.Failed))]);
    }

    private Result<PoolUserView> View() => State.IsBehind() ? State.View(Id) : Errors.PoolUserNotFound(Id);

    private readonly record struct PoolAttempt(PoolTold? Told, string? Error, bool IsFinal);
}
