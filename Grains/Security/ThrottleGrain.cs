namespace Tenantry.Grains;

[GrainType("throttle")]
internal sealed class ThrottleGrain(TimeProvider time) : Grain, IThrottleGrain
{
    private const int FreeAttempts = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private int _failures;
    private DateTimeOffset _waitUntil;

    public Task<TimeSpan?> Attempt()
    {
        var now = time.GetUtcNow();
        if (now < _waitUntil)
            return Task.FromResult<TimeSpan?>(_waitUntil - now);

        // Counted as failed until it is reported to have succeeded, so that parallel guesses are not free.
        _failures++;
        if (_failures >= FreeAttempts)
        {
            var seconds = Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(_failures - FreeAttempts, 20)));
            _waitUntil = now.AddSeconds(seconds);
            // A collected activation would forget the wait.
            this.DelayDeactivation(TimeSpan.FromSeconds(seconds) + LongestWait);
        }

        return Task.FromResult<TimeSpan?>(null);
    }

    public Task Succeeded()
    {
        _failures = 0;
        _waitUntil = default;
        return Task.CompletedTask;
    }
}
