namespace Tenantry.Grains;

/// <summary>How long a mail waits between attempts.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
    ];

    /// <summary>The wait after this many attempts; null when there is no further one.</summary>
    public static TimeSpan? After(int attempts)
        // Up to a fifth less, so that what failed together does not come back together.
        => attempts <= Waits.Length ? Waits[attempts - 1] * (0.8 + 0.2 * Random.Shared.NextDouble()) : null;
}
