using System.Collections.Concurrent;
using System.Net;

namespace Tenantry.Api;

/// <summary>
/// Counts what each client address asks for in fixed windows of one minute. All addresses share the windows, so that the end
/// of one forgets everything and nothing has to be tidied up.
/// </summary>
/// <param name="limit">How many one address may ask for in a minute.</param>
/// <param name="time">The clock.</param>
internal sealed class RateWindow(int limit, TimeProvider time)
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private Counts _current = new(0);

    public int Limit => limit;

    /// <summary>Counts one more from the address.</summary>
    public RateDecision Count(IPAddress? address)
    {
        var now = time.GetUtcNow();
        var window = now.Ticks / Length.Ticks;
        var current = _current;
        if (current.Window != window)
        {
            var next = new Counts(window);
            var seen = Interlocked.CompareExchange(ref _current, next, current);
            current = ReferenceEquals(seen, current) ? next : seen;
        }

        var used = current.ByAddress.AddOrUpdate(ClientAddress.Holder(address ?? IPAddress.None), 1, (_, count) => count + 1);
        return new(used <= limit, Math.Max(0, limit - used), TimeSpan.FromTicks((window + 1) * Length.Ticks - now.Ticks));
    }

    private sealed record Counts(long Window)
    {
        public ConcurrentDictionary<IPAddress, int> ByAddress { get; } = new();
    }
}

/// <summary>What a rate limit says to one request.</summary>
/// <param name="Allowed">Whether it may go on.</param>
/// <param name="Remaining">How many more the window has room for.</param>
/// <param name="ResetsIn">When the window ends.</param>
internal readonly record struct RateDecision(bool Allowed, int Remaining, TimeSpan ResetsIn);
