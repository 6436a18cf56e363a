using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

/// <summary>
/// Delivers the committed messages of one activation: in order per receiver, receivers in parallel, each until it succeeds.
/// It runs on the activation's scheduler beside the grain's turns and changes no state, so two grains that deliver to each other
/// cannot wait for one another.
/// </summary>
internal sealed partial class Outbox(IGrainBase owner, IGrainFactory grains, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromMinutes(5);

    private readonly HashSet<Guid> _delivered = [];
    private readonly HashSet<string> _busy = [];
    private readonly Dictionary<string, int> _failures = [];
    private readonly List<Waiter> _waiters = [];
    private ImmutableArray<OutboxMessage> _messages = [];
    private TaskCompletionSource? _next;
    private bool _stopped;

    /// <summary>Called when nothing is left to deliver.</summary>
    public required Action Delivered { get; init; }

    /// <summary>Called when a receiver refused a message, which is then done with.</summary>
    public required Action<OutboxMessage, Error> Refused { get; init; }

    /// <summary>How long the most often failed receiver is being left alone; zero in health.</summary>
    public TimeSpan RetryDelay => _failures.Count == 0 ? TimeSpan.Zero : Backoff(_failures.Values.Max());

    /// <summary>The messages of a record that are still to be delivered.</summary>
    public ImmutableArray<OutboxMessage> Undelivered(ImmutableArray<OutboxMessage> messages)
        => _delivered.Count == 0 ? messages : messages.RemoveAll(message => _delivered.Contains(message.Id));

    /// <summary>Delivers what is committed; what was delivered or is being delivered already is not sent twice.</summary>
    public void Deliver(ImmutableArray<OutboxMessage> committed)
    {
        _messages = committed;
        // A delivered message is remembered only while a record may still hold it.
        _delivered.RemoveWhere(id => !committed.Any(message => message.Id == id));
        Pump();
    }

    /// <summary>Waits until none of the messages is left.</summary>
    public async Task<bool> WhenDelivered(ImmutableArray<OutboxMessage> messages, TimeSpan timeout)
    {
        var left = Undelivered(messages).Select(message => message.Id).ToHashSet();
        if (left.Count == 0)
            return true;

        var waiter = new Waiter(left, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiters.Add(waiter);
        try
        {
            await waiter.Done.Task.WaitAsync(timeout, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            _waiters.Remove(waiter);
        }
    }

    /// <summary>Waits until something was delivered; tells whether it was, within the timeout.</summary>
    public async Task<bool> NextDelivery(TimeSpan timeout)
    {
        _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _next.Task.WaitAsync(timeout, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Begins no further delivery. Who waits is told at once that it did not happen.</summary>
    public void Stop()
    {
        _stopped = true;
        foreach (var waiter in _waiters)
            waiter.Done.TrySetException(new StoreUnavailableException("The grain is being reloaded."));
    }

    private void Pump()
    {
        foreach (var message in _messages)
        {
            if (_stopped)
                return;
            if (_delivered.Contains(message.Id))
                continue;
            if (_busy.Add(message.Body.Receiver))
                _ = DeliverOne(message);
            if (message.Body.BeforeAllLater)
                return;
        }
    }

    private async Task DeliverOne(OutboxMessage message)
    {
        var receiver = message.Body.Receiver;
        // Whatever started this round of deliveries, which may have been another request.
        Requests.Current = message.RequestId;
        try
        {
            if (await message.Body.Deliver(grains) is { } error)
                Refused(message, error);
        }
        catch (Exception exception)
        {
            Retry(message, exception);
            return;
        }

        _busy.Remove(receiver);
        _failures.Remove(receiver);
        _delivered.Add(message.Id);
        _next?.TrySetResult();
        _next = null;
        foreach (var waiter in _waiters)
        {
            if (waiter.Left.Remove(message.Id) && waiter.Left.Count == 0)
                waiter.Done.TrySetResult();
        }

        Pump();
        if (_busy.Count == 0 && !_stopped)
            Delivered();
    }

    private void Retry(OutboxMessage message, Exception exception)
    {
        var receiver = message.Body.Receiver;
        var failures = _failures[receiver] = _failures.GetValueOrDefault(receiver) + 1;
        LogDeliveryFailed(log, exception, message.Body, message.Id, failures);
        if (_stopped)
            return;

        // The receiver stays busy, so that nothing overtakes, until the timer frees it. A timer of the grain, because a thread of
        // its own would leave the activation's scheduler.
        IGrainTimer? timer = null;
        timer = owner.RegisterGrainTimer(
            () =>
            {
                timer?.Dispose();
                _busy.Remove(receiver);
                Pump();
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(Backoff(failures), Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
    }

    // Doubling from 1 s to 5 min, with up to a fifth of jitter, so that what failed together does not come back together.
    private static TimeSpan Backoff(int failures)
    {
        var delay = Math.Min(LastRetry.TotalSeconds, FirstRetry.TotalSeconds * Math.Pow(2, Math.Min(failures, 20) - 1));
        return TimeSpan.FromSeconds(delay * (0.8 + 0.2 * Random.Shared.NextDouble()));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivering {Message} ({MessageId}) failed, attempt {Attempt}; it will be repeated")]
    private static partial void LogDeliveryFailed(ILogger logger, Exception exception, Message message, Guid messageId, int attempt);

    private sealed record Waiter(HashSet<Guid> Left, TaskCompletionSource Done);
}
