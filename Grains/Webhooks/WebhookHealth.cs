namespace Tenantry.Grains;

/// <summary>
/// How an endpoint has been answering. After some failures in a row its circuit is open: it is left alone, and tried with one
/// attempt now and then, until one succeeds.
/// </summary>
internal sealed record WebhookHealth
{
    /// <summary>So many failures in a row open the circuit.</summary>
    public const int Most = 5;

    /// <summary>An endpoint that has done nothing but fail for so long is disabled.</summary>
    public static readonly TimeSpan LongestFailure = TimeSpan.FromDays(5);

    /// <summary>A receiver that wants to be left alone for longer is asked again after this.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromDays(1);

    private static readonly TimeSpan FirstProbe = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastProbe = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstThrottle = TimeSpan.FromSeconds(5);

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }

    /// <summary>When the first of them was.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>No attempt is made before this.</summary>
    public DateTimeOffset? RestUntil { get; init; }

    /// <summary>Whether only probes are made.</summary>
    public bool IsOpen() => Failures >= Most;

    public bool Rests(DateTimeOffset now) => now < RestUntil;

    /// <summary>Whether it has been failing for so long that it is given up.</summary>
    public bool IsHopeless(DateTimeOffset now) => FailingSince + LongestFailure <= now;

    /// <summary>An attempt failed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="status">What the receiver answered, if it did.</param>
    /// <param name="retryAfter">For how long it wants to be left alone, if it said so.</param>
    /// <param name="scale">A factor on our own waits.</param>
    public WebhookHealth Fail(DateTimeOffset now, int? status, TimeSpan? retryAfter, double scale)
    {
        var failures = Failures + 1;
        var rest = failures >= Most ? Doubled(FirstProbe, failures - Most, LastProbe) * scale
            : IsThrottle(status) ? Doubled(FirstThrottle, failures - 1, LastProbe) * scale
            : TimeSpan.Zero;
        var asked = Bounded(retryAfter);
        if (asked > rest)
            rest = asked;
        return new()
        {
            Failures = failures,
            FailingSince = FailingSince ?? now,
            RestUntil = rest > TimeSpan.Zero ? now + rest : null,
        };
    }

    /// <summary>What a receiver asked for, as far as it is granted.</summary>
    public static TimeSpan Bounded(TimeSpan? retryAfter) => retryAfter is not { } asked ? TimeSpan.Zero : asked < LongestRest ? asked : LongestRest;

    // Standard Webhooks names these three: the receiver cannot keep up.
    private static bool IsThrottle(int? status) => status is 429 or 502 or 504;

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan last)
        => TimeSpan.FromSeconds(Math.Min(last.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(times, 20))));
}
