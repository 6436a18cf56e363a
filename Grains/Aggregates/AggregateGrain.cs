using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

/// <summary>
/// A grain whose state is one record. A command refuses, decides, and commits once; reads see the committed state only; what the
/// commit announces is delivered from the outbox afterwards, without holding a turn. After a failed write nothing in memory is
/// trusted: the activation answers no more and ends, and the next one reloads.
/// </summary>
internal abstract partial class AggregateGrain<TState> : Grain, IWakeableGrain
    where TState : class, new()
{
    private const int MaxOutboxMessages = 64;
    private const int MaxOutboxBytes = 32 * 1024;

    // Delivery normally ends within milliseconds, and the trim follows within 2 s; only a grain that died before is ever woken.
    private static readonly TimeSpan OutboxGrace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TrimDelay = TimeSpan.FromSeconds(1);

    private readonly IPersistentState<Record<TState>> _storage;
    private readonly AggregateSurroundings _surroundings;
    private readonly Outbox _outbox;
    private Record<TState> _committed = new();
    private IGrainTimer? _trim;
    private bool _fenced;

    protected AggregateGrain(IPersistentState<Record<TState>> storage, AggregateSurroundings surroundings)
    {
        _storage = storage;
        _surroundings = surroundings;
        Log = surroundings.Loggers.CreateLogger(GetType());
        _outbox = new Outbox(this, surroundings.Grains, surroundings.Time, Log)
        {
            Delivered = ScheduleTrim,
            Refused = (message, error) => LogRefused(Log, message.Id, message.Body, error.Code),
        };
    }

    /// <summary>The committed state.</summary>
    /// <exception cref="StoreUnavailableException">A write of this activation failed, so what it knows may be wrong.</exception>
    protected TState State => Committed.State;

    /// <summary>Counts the commands that changed the state, from 1.</summary>
    protected long Revision => Committed.Revision;

    protected DateTimeOffset Now => _surroundings.Time.GetUtcNow();

    protected IGrainFactory Grains => _surroundings.Grains;

    protected IdSource Ids => _surroundings.Ids;

    protected ILogger Log { get; }

    /// <summary>Whether a pool outside follows what becomes of accounts.</summary>
    protected bool HasPool => PoolProvider is not null;

    /// <summary>What kind of pool that is.</summary>
    protected string? PoolProvider => _surroundings.PoolProvider;

    private Record<TState> Committed => _fenced
        ? throw new StoreUnavailableException("The last write failed; the grain is being reloaded.")
        : _committed;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_storage.RecordExists)
            _committed = _storage.State;
        _outbox.Deliver(_committed.Outbox);
        Show(_committed.State);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Show(null);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Wake()
    {
        if (!IsDue)
            return;

        await OnAlarm();
        // Still due when the outbox is not empty yet: try now, and come back later if the process dies meanwhile.
        if (IsDue)
            await Write(_committed with { Outbox = _outbox.Undelivered(_committed.Outbox) });
        _outbox.Deliver(_committed.Outbox);
    }

    /// <summary>
    /// Called with every state that is committed, before anybody hears of it, and with null before another activation can take
    /// this one's place.
    /// </summary>
    protected virtual void Show(TState? state)
    {
    }

    /// <summary>When the state wants the grain to be woken; null for never.</summary>
    protected virtual DateTimeOffset? AlarmOf(TState state) => null;

    /// <summary>Does what the state has been waiting for; called in a turn when <see cref="AlarmOf"/> may have passed.</summary>
    protected virtual Task OnAlarm() => Task.CompletedTask;

    /// <summary>
    /// Whether all that <see cref="OnAlarm"/> ever does is to erase what has ended. The store may then delete the record by itself,
    /// some time after the alarm, should nobody have been woken.
    /// </summary>
    protected virtual bool EndsWithAlarm => false;

    /// <summary>Stores the next state and what it announces, in one conditional write.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The outcome is unknown, or the outbox is full and nothing was done.
    /// </exception>
    protected Task Commit(TState next, params ReadOnlySpan<Message> messages)
        => Write(Committed with { State = next, Revision = Committed.Revision + 1 }, [.. messages, .. Announces(next)]);

    /// <summary>As <see cref="Commit"/>, for a change that no view of this grain shows: the revision stays.</summary>
    protected Task CommitUnseen(TState next, params ReadOnlySpan<Message> messages)
        => Write(Committed with { State = next }, [.. messages, .. Announces(next)]);

    /// <summary>What a change announces whichever command makes it. Called before the next state is committed.</summary>
    protected virtual IEnumerable<Message> Announces(TState next) => [];

    /// <summary>A message that is committed but perhaps not delivered yet; null when there is none.</summary>
    protected TMessage? Announced<TMessage>(Func<TMessage, bool> matches)
        where TMessage : Message
        => Outgoing.OfType<TMessage>().FirstOrDefault(matches);

    /// <summary>What is committed but perhaps not delivered yet, in the order of the commits.</summary>
    protected IEnumerable<Message> Outgoing => Committed.Outbox.Select(message => message.Body);

    /// <summary>What is committed and was not received yet.</summary>
    protected IEnumerable<Message> Undelivered => _outbox.Undelivered(Committed.Outbox).Select(message => message.Body);

    /// <summary>
    /// What another grain has committed, from the store. For a decision that must not rest on the memory of an activation: one
    /// that was doubled does not know what the other has written. Together with what is outgoing here it is the whole truth,
    /// since nothing leaves the outbox before its receiver has stored it.
    /// </summary>
    protected async Task<TOther> Stored<TOther>(IGrain grain)
        where TOther : class, new()
        => await _surroundings.Records.Read(RecordKey.Of(grain.GetGrainId())) is { Body.IsEmpty: false } record
            ? GrainJson.Read<Record<TOther>>(record.Body).State
            : new TOther();

    /// <summary>Deletes the record; the grain is as if it had never been.</summary>
    protected async Task Erase()
    {
        _ = Committed;
        try
        {
            await _storage.ClearStateAsync();
        }
        catch (Exception exception)
        {
            throw Fence(exception);
        }

        _committed = new Record<TState>();
        Show(_committed.State);
    }

    /// <summary>Waits until everything announced so far was received; tells whether it was, within the timeout.</summary>
    protected Task<bool> WhenDelivered(TimeSpan timeout) => _outbox.WhenDelivered(Committed.Outbox, timeout);

    private bool IsDue => Committed.Alarm is { } alarm && alarm <= Now;

    // A busy grain may decide faster than it can announce; then it waits for its own deliveries, which hold no turn.
    private async Task Write(Record<TState> next, Message[] messages)
    {
        var outbox = _outbox.Undelivered(Committed.Outbox);
        while (messages.Length > 0 && IsFull(outbox))
        {
            if (!await _outbox.NextDelivery(Patience))
                throw new StoreUnavailableException("Too many messages of this grain are still undelivered.");
            outbox = _outbox.Undelivered(Committed.Outbox);
        }

        await Write(next with { Outbox = [.. outbox, .. messages.Select(message => new OutboxMessage(Ids.NewUuid(), message, Requests.Current))] });
    }

    // The size is only worth measuring once there is a backlog.
    private static bool IsFull(ImmutableArray<OutboxMessage> outbox)
        => outbox.Length >= MaxOutboxMessages || (outbox.Length > 8 && GrainJson.Size(outbox) > MaxOutboxBytes);

    private async Task Write(Record<TState> next)
    {
        var alarm = AlarmOf(next.State);
        next = next with
        {
            Alarm = Earliest(alarm, next.Outbox.IsEmpty ? null : Now + OutboxGrace + _outbox.RetryDelay),
            Expires = EndsWithAlarm && next.Outbox.IsEmpty ? alarm : null,
        };
        _storage.State = next;
        try
        {
            await _storage.WriteStateAsync();
        }
        catch (Exception exception)
        {
            throw Fence(exception);
        }

        _committed = next;
        Show(next.State);
        _outbox.Deliver(next.Outbox);
    }

    private StoreUnavailableException Fence(Exception exception)
    {
        _fenced = true;
        Show(null);
        _outbox.Stop();
        DeactivateOnIdle();
        LogWriteFailed(Log, exception, this.GetGrainId());
        return new StoreUnavailableException("The change could not be stored; whether it was is unknown.");
    }

    private void ScheduleTrim()
    {
        _trim?.Dispose();
        _trim = this.RegisterGrainTimer(Trim, new GrainTimerCreationOptions(TrimDelay, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    private async Task Trim()
    {
        if (_fenced)
            return;
        var remaining = _outbox.Undelivered(_committed.Outbox);
        if (remaining.Length < _committed.Outbox.Length)
            await Write(_committed with { Outbox = remaining });
    }

    /// <summary>The earlier of two moments, of which each can be never.</summary>
    protected static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;
}
