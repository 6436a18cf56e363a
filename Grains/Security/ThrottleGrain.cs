namespace Tenantry.Grains;

// Every method interleaves, but runs to its end between two awaits: an attempt that waits holds nobody up.
[GrainType("throttle")]
internal sealed class ThrottleGrain(TimeProvider time) : Grain, IThrottleGrain
{
    private const int FreeFailures = 5;
    private const int MostWaiting = 100;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(30);
    // Shorter than a request may take, so that its caller hears when to come back.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    // When each attempt under way began, the oldest first.
    private readonly Queue<DateTimeOffset> _underWay = new();
    private TaskCompletionSource _reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;
    private int _failures;
    private DateTimeOffset _waitUntil;

    public async Task<TimeSpan?> Attempt()
    {
        var deadline = time.GetUtcNow() + Patience;
        while (true)
        {
            var now = time.GetUtcNow();
            CountTheSilent(now);
            if (now < _waitUntil)
                return _waitUntil - now;

            // As many guesses at once as could have been made one after the other; beyond that, one at a time.
            if (_underWay.Count == 0 || _failures + _underWay.Count < FreeFailures)
            {
                _underWay.Enqueue(now);
                return null;
            }

            if (_waiting >= MostWaiting || now >= deadline)
                return TimeSpan.FromSeconds(1);
            await NextReport(deadline - now);
        }
    }

    public Task Succeeded()
    {
        _failures = 0;
        _waitUntil = default;
        Report();
        return Task.CompletedTask;
    }

    public Task Failed()
    {
        Fail(time.GetUtcNow());
        Report();
        return Task.CompletedTask;
    }

    private async Task NextReport(TimeSpan atMost)
    {
        _waiting++;
        try
        {
            await _reported.Task.WaitAsync(atMost, time);
        }
        catch (TimeoutException)
        {
            // Looks once more, and is told to come back.
        }
        finally
        {
            _waiting--;
        }
    }

    private void Report()
    {
        _underWay.TryDequeue(out _);
        var reported = _reported;
        _reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
        reported.SetResult();
    }

    // Whoever attempted may have died.
    private void CountTheSilent(DateTimeOffset now)
    {
        while (_underWay.TryPeek(out var began) && now - began > LongestAttempt)
        {
            _underWay.Dequeue();
            Fail(now);
        }
    }

    private void Fail(DateTimeOffset now)
    {
        _failures++;
        if (_failures < FreeFailures)
            return;

        var seconds = Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(_failures - FreeFailures, 20)));
        _waitUntil = now.AddSeconds(seconds);
        // A collected activation would forget the wait.
        this.DelayDeactivation(TimeSpan.FromSeconds(seconds) + LongestWait);
    }
}
