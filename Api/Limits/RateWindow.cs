using System.Collections.Concurrent;

namespace Tenantry.Api;

/// <summary>
/// Counts what each asker asks for in fixed windows of one minute. All share the windows, so that the end of one forgets
/// everything and nothing has to be tidied up. Each front end counts for itself; see docs/adr/0018.
/// </summary>
/// <typeparam name="TKey">What tells askers apart.</typeparam>
/// <param name="time">The clock.</param>
internal sealed class RateWindow<TKey>(TimeProvider time)
    where TKey : notnull
{
    private Counts _current = new(0);

    /// <summary>Counts one more.</summary>
    /// <param name="key">Who asks.</param>
    /// <param name="limit">How often they may in a minute.</param>
    public RateDecision Count(TKey key, long limit)
    {
        var now = time.GetUtcNow();
        var window = now.Ticks / RateDecision.Window.Ticks;
        var current = _current;
        if (current.Window != window)
        {
            var next = new Counts(window);
            var seen = Interlocked.CompareExchange(ref _current, next, current);
            current = ReferenceEquals(seen, current) ? next : seen;
        }

        var used = Interlocked.Increment(ref current.ByKey.GetOrAdd(key, static _ => new Counter()).Used);
        return new(used <= limit, Math.Max(0, limit - used), TimeSpan.FromTicks((window + 1) * RateDecision.Window.Ticks - now.Ticks));
    }

    private sealed record Counts(long Window)
    {
        public ConcurrentDictionary<TKey, Counter> ByKey { get; } = new();
    }

    private sealed class Counter
    {
        public long Used;
    }
}

/// <summary>What a rate limit says to one request.</summary>
/// <param name="Allowed">Whether it may go on.</param>
/// <param name="Remaining">How many more the window has room for.</param>
/// <param name="ResetsIn">When the window ends.</param>
internal readonly record struct RateDecision(bool Allowed, long Remaining, TimeSpan ResetsIn)
{
    /// <summary>How long a window is.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Seconds until the window ends, rounded up.</summary>
    public long Seconds => (long)Math.Ceiling(ResetsIn.TotalSeconds);
}
