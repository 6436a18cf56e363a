using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

/// <summary>
/// Reads the feed from its cursor and sends beside its turns. Its alarm is set from before it answers that it knows of an event until
/// the bus has it, so that whatever dies meanwhile, it is sent; some then twice.
/// </summary>
[GrainType("event-connector"), KeepAlive]
internal sealed partial class EventConnectorGrain(
    IRecordStore store, IEventBus bus, IGrainFactory grains, TimeProvider time, ILogger<EventConnectorGrain> log)
    : Grain, IEventConnectorGrain, IWakeableGrain, IDisposable
{
    private const int AtOnce = 100;

    // How long it takes at most until another activation goes on where this one has died.
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _writing = new(1);
    private ConnectorState _state = new();
    private string? _etag;
    private long _reached;
    private Task _sending = Task.CompletedTask;

    // What the bus did not take, by position: it is read again, since it may be redacted meanwhile.
    private (long Through, ImmutableHashSet<long> Positions)? _unsent;

    private RecordKey Key => RecordKey.Of(this.GetGrainId());

    private DateTimeOffset Now => time.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await store.Read(Key, cancellationToken) is { Body.IsEmpty: false } record)
            (_state, _etag) = (GrainJson.Read<ConnectorState>(record.Body), record.Etag);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => await _ending.CancelAsync();

    public void Dispose()
    {
        _ending.Dispose();
        _writing.Dispose();
    }

    public async Task Follow()
    {
        if (bus.Name is not { } name)
        {
            if (_state.Cursor is not null)
            {
                await grains.EventFeed().SetFollower(this.GetGrainId(), follows: false);
                await Write(state => state with { DueAt = null });
            }

            return;
        }

        var last = await grains.EventFeed().SetFollower(this.GetGrainId(), follows: true);
        await Write(state => state with { Cursor = state.Cursor ?? last, DueAt = state.DueAt ?? Now });
        LogFollows(log, name, _state.Cursor!.Value);
        Begin();
    }

    public async Task Reach(long last)
    {
        if (bus.Name is null)
            return;

        _reached = Math.Max(_reached, last);
        await Write(state => state.DueAt is null ? state with { DueAt = Now + LostAfter } : state);
        if (_state.Failures == 0)
            Begin();
    }

    public Task Wake()
    {
        if (_state.DueAt <= Now && bus.Name is not null)
            Begin();
        return Task.CompletedTask;
    }

    private void Begin()
    {
        if (_sending.IsCompleted && !_ending.IsCancellationRequested)
            _sending = SendAll();
    }

    private async Task SendAll()
    {
        // Whoever woke it goes first.
        await Task.Yield();
        try
        {
            while (!_ending.IsCancellationRequested && await SendSome())
            {
            }
        }
        catch (Exception exception)
        {
            // The alarm is still set.
            LogInterrupted(log, exception);
            DeactivateOnIdle();
        }
    }

    // Answers whether there may be more.
    private async Task<bool> SendSome()
    {
        var reached = _reached;
        var cursor = _state.Cursor ?? 0;
        var read = await grains.Lists().FedEvents(cursor, AtOnce);
        if (read.IsEmpty && _unsent is null)
        {
            await Write(state => _reached > reached ? state : state with { DueAt = null });
            return _state.DueAt is not null;
        }

        var through = _unsent?.Through ?? read[^1].Position;
        ImmutableArray<FedEvent> events =
        [
            .. read.Where(fed => fed.Position <= through && bus.Types.Admits(fed.Logged.Event.Type)
                && _unsent?.Positions.Contains(fed.Position) != false),
        ];
        if (await TrySend(events) is { Left: var left, Reason: { } reason })
        {
            _unsent = (through, [.. left.Select(fed => fed.Position)]);
            var failures = _state.Failures + 1;
            await Write(state => state with { Failures = failures, DueAt = Now + RetrySchedule.Bus.AfterOrLast(failures) });
            LogFailed(log, bus.Name, cursor, failures, _state.DueAt, reason);
            return false;
        }

        _unsent = null;
        await Write(state => state with { Cursor = through, Failures = 0, DueAt = Now + LostAfter });
        return true;
    }

    private async Task<(ImmutableArray<FedEvent> Left, string? Reason)> TrySend(ImmutableArray<FedEvent> events)
    {
        if (events.IsEmpty)
            return ([], null);
        try
        {
            var unsent = await bus.Send(events, _ending.Token);
            return ([.. unsent.Select(one => one.Event)], unsent.IsEmpty ? null : unsent[0].Reason);
        }
        catch (Exception exception)
        {
            return (events, exception.Message);
        }
    }

    // One write after the other, each of what is true by then.
    private async Task Write(Func<ConnectorState, ConnectorState> change)
    {
        await _writing.WaitAsync();
        try
        {
            var next = change(_state);
            if (next == _state)
                return;
            var write = new RecordWrite
            {
                Key = Key,
                Expected = _etag,
                WriteId = RecordWrite.NewWriteId(),
                Body = GrainJson.ToBytes(next),
                Alarm = next.DueAt,
            };
            var outcome = await store.Write(write);
            if (outcome.Status != WriteStatus.Written)
                throw new StoreUnavailableException($"How far the bus has been told could not be stored: {outcome.Status} {outcome.Reason}");
            (_state, _etag) = (next, write.WriteId);
        }
        catch
        {
            // What is stored is unknown; the next activation reads it.
            await _ending.CancelAsync();
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }
}
