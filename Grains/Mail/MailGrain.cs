using System.Text.Json;

namespace Tenantry.Grains;

/// <summary>
/// An attempt is counted before it begins, and runs beside the grain's turns, because whoever ordered the mail must not wait for
/// it. What came of it is recorded in a turn of its own. When the process dies meanwhile, the alarm begins the next attempt.
/// </summary>
[GrainType("mail"), CollectionAgeLimit(Minutes = 2)]
internal sealed partial class MailGrain(
    [PersistentState("record")] IPersistentState<Record<MailState>> storage, AggregateSurroundings surroundings,
    MailWriter writer, IMailer mailer, MailMeter meter)
    : AggregateGrain<MailState>(storage, surroundings), IMailGrain, IDisposable
{
    // A message is delivered again within seconds or, after a crash, minutes.
    private static readonly TimeSpan RememberedFor = TimeSpan.FromHours(1);

    // Also how often an attempt that queues for a connection is found to be alive; the mailer bounds the sending itself.
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _ending = new();
    private IGrainTimer? _record;
    private bool _attempting;

    private MailId Id => MailId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    public async Task Enqueue(MailOrder order)
    {
        if (!State.IsKnown())
            await Attempt(new MailState { Order = order, OrderedAt = Now });
    }

    public Task<Result<MailView>> Get() => Task.FromResult(View());

    public async Task<Result<MailView>> Retry(Actor actor)
    {
        if (State.Order is not { } order) return Errors.MailNotFound(Id);

        LogRetried(Log, Id, actor.Id);
        if (!_attempting)
            await Attempt(State with { Attempts = 0 }, Happened(EventTypes.MailRetried, order, actor));
        return View();
    }

    public async Task<Result<Done>> Drop(Actor actor)
    {
        if (State.Order is not { } order) return Errors.MailNotFound(Id);

        LogDropped(Log, Id, actor.Id);
        await Finish(order, MailOutcome.Dropped, Happened(EventTypes.MailDropped, order, actor));
        return new Done();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public void Dispose() => _ending.Dispose();

    protected override DateTimeOffset? AlarmOf(MailState state) => state.DueAt();

    protected override async Task OnAlarm()
    {
        if (!(State.DueAt() <= Now))
            return;

        if (State.Order is not { } order)
            await Erase();
        else if (_attempting)
            await CommitUnseen(State with { NextAttemptAt = Now + LostAfter });
        else if (RetrySchedule.Mail.After(State.Attempts) is null)
            await Park(order, State.LastError ?? "The last attempt was cut short.");
        else
            await Attempt(State);
    }

    private async Task Attempt(MailState next, params Message[] messages)
    {
        var order = next.Order!;
        if (next.IsExpired(Now))
        {
            LogExpired(Log, Id);
            await Finish(order, MailOutcome.Dropped, messages);
            return;
        }

        await Commit(next.Begin(lostAt: Now + LostAfter), messages);
        _attempting = true;
        _ = Send(order);
    }

    private async Task Send(MailOrder order)
    {
        // The turn that began it, and whoever waits for that, goes first.
        await Task.Yield();
        var attempt = await TrySend(order);
        try
        {
            _record?.Dispose();
            _record = this.RegisterGrainTimer(
                () => Record(order, attempt), new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        }
        catch (Exception exception)
        {
            // The activation has ended, and the alarm begins another attempt.
            LogUnrecorded(Log, exception, Id, attempt.Outcome);
        }
    }

    private async Task<MailAttempt> TrySend(MailOrder order)
    {
        try
        {
            if (await writer.Write(Id, order) is not { } mail)
                return new(MailOutcome.Dropped, "Nobody wants it any more.");
            await mailer.Send(mail, _ending.Token);
            return new(MailOutcome.Sent);
        }
        catch (MailRefusedException refused)
        {
            return new(MailOutcome.Parked, MailFault.Of(refused));
        }
        catch (Exception exception)
        {
            return new(MailOutcome.Failed, MailFault.Of(exception));
        }
    }

    private async Task Record(MailOrder order, MailAttempt attempt)
    {
        _attempting = false;
        // An operator may have dropped it meanwhile.
        if (State.Order is null)
            return;

        switch (attempt)
        {
            case { Outcome: MailOutcome.Failed, Error: { } error } when State.Fail(error, Now) is { Status: MailStatus.Waiting } next:
                LogFailed(Log, Id, order.Kind, State.Attempts, error, next.NextAttemptAt);
                await Commit(next);
                meter.Count(order.Kind, MailOutcome.Failed);
                break;
            case { Outcome: MailOutcome.Failed or MailOutcome.Parked, Error: { } error }:
                await Park(order, error);
                break;
            default:
                await Finish(order, attempt.Outcome);
                break;
        }
    }

    private async Task Park(MailOrder order, string error)
    {
        LogParked(Log, Id, order.Kind, State.Attempts, error);
        await Commit(State.Park(error));
        meter.Count(order.Kind, MailOutcome.Parked);
    }

    // Whom it was for and what it said is nobody's business any more.
    private async Task Finish(MailOrder order, MailOutcome outcome, params Message[] messages)
    {
        await Commit(new MailState { ForgetAt = Now + RememberedFor }, messages);
        meter.Count(order.Kind, outcome);
    }

    private AppendEvents Happened(EventType type, MailOrder order, Actor actor) => new(
        LogId.Operators, TenantEvents.New(Ids, Now, type, actor, Id.Value, ("kind", JsonNamingPolicy.CamelCase.ConvertName($"{order.Kind}"))));

    private Result<MailView> View() => State.Order is { } order ? State.View(Id, order) : Errors.MailNotFound(Id);

    private readonly record struct MailAttempt(MailOutcome Outcome, string? Error = null);
}
