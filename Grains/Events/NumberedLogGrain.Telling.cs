using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

// How others hear of what was appended: whoever waits at once, whoever follows until they know.
internal abstract partial class NumberedLogGrain<TItem>
{
    private static readonly TimeSpan SettleAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly List<Waiter> _waiters = [];
    private IGrainTimer? _settle;
    private Task _announcing = Task.CompletedTask;
    private long _announced;

    public async Task<long> Beyond(long after, TimeSpan patience, CancellationToken cancellation)
    {
        ThrowIfFenced();
        if (Last > after)
            return Last;

        var waiter = new Waiter(after, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiters.Add(waiter);
        try
        {
            await waiter.Done.Task.WaitAsync(patience, time, cancellation);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // Then there is nothing yet, which is an answer.
        }
        finally
        {
            _waiters.Remove(waiter);
        }

        return Last;
    }

    public async Task<long> SetFollower(GrainId follower, bool follows)
    {
        var name = follower.ToString();
        await WriteHead(head => head.Followers.Contains(name) == follows
            ? head
            : head with { Followers = follows ? head.Followers.Add(name) : head.Followers.Remove(name) });
        return Last;
    }

    /// <summary>Tells who is not a follower of the items between the two numbers; repeated until it succeeds.</summary>
    protected virtual Task Tell(long after, long through) => Task.CompletedTask;

    protected ImmutableArray<GrainId> Followers => [.. Head.Followers.Select(follower => GrainId.Parse(follower, null))];

    private void Announce()
    {
        if (_announcing.IsCompleted)
            _announcing = AnnounceAll();
    }

    private async Task AnnounceAll()
    {
        var wait = SettleAfter;
        try
        {
            while (!_fenced && _announced < Last)
            {
                var through = Last;
                await Tell(_announced, through);
                // Settling tells too, and more may have been appended meanwhile.
                _announced = Math.Max(_announced, through);
            }
        }
        catch (Exception exception)
        {
            LogTellFailed(log, exception, this.GetGrainId());
            wait = RetryAfter;
        }

        SettleSoon(wait);
    }

    private void SettleSoon(TimeSpan wait)
    {
        if (_fenced || _settle is not null)
            return;
        _settle = this.RegisterGrainTimer(
            async () =>
            {
                _settle?.Dispose();
                _settle = null;
                await Settle();
            },
            new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    // What the stream has told already is told again here: only an answer is a proof.
    private async Task Settle()
    {
        if (_fenced)
            return;
        try
        {
            if (_announced < Last)
            {
                var last = Last;
                await Tell(_announced, last);
                _announced = Math.Max(_announced, last);
            }

            var through = _announced;
            await Task.WhenAll(Followers.Select(follower => grains.GetGrain<IEventFollowerGrain>(follower).Reach(through)));
            await WriteHead(head => head with { Told = through, TellBy = Last > through ? Now + TellWithin : null });
            if (Last > through)
                Announce();
        }
        catch (Exception exception)
        {
            // The alarm is still set, for the case that this activation ends first.
            LogTellFailed(log, exception, this.GetGrainId());
            SettleSoon(RetryAfter);
        }
    }

    private void SendWaitersAway(long last = long.MaxValue)
    {
        foreach (var waiter in _waiters)
        {
            if (waiter.After < last)
                waiter.Done.TrySetResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telling of what {Grain} appended failed; it will be repeated")]
    private static partial void LogTellFailed(ILogger logger, Exception exception, GrainId grain);

    private sealed record Waiter(long After, TaskCompletionSource Done);
}
