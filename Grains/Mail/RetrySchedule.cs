namespace Tenantry.Grains;

/// <summary>How long what goes to the outside waits between attempts.</summary>
internal sealed class RetrySchedule(params TimeSpan[] waits)
{
    /// <summary>For mail.</summary>
    public static readonly RetrySchedule Mail = new(
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10));

    /// <summary>For a user pool: somebody waits to sign in.</summary>
    public static readonly RetrySchedule Pool = new(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(15),
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(6));

    /// <summary>Between the attempts that follow those of <see cref="Webhooks"/>, where there are any.</summary>
    public static readonly TimeSpan LongestOfWebhooks = TimeSpan.FromHours(24);

    /// <summary>For webhooks: ten attempts in a little more than three days.</summary>
    public static readonly RetrySchedule Webhooks = new(
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24));

    /// <summary>For a bus: all of the product waits for it, so it is never given up.</summary>
    public static readonly RetrySchedule Bus = new(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(15),
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));

    /// <summary>The wait after this many attempts, for what is never given up.</summary>
    public TimeSpan AfterOrLast(int attempts) => After(Math.Min(attempts, waits.Length))!.Value;

    /// <summary>The wait after this many attempts; null when there is no further one.</summary>
    public TimeSpan? After(int attempts)
        // Up to a fifth less, so that what failed together does not come back together.
        => attempts <= waits.Length ? waits[attempts - 1] * (0.8 + 0.2 * Random.Shared.NextDouble()) : null;
}
