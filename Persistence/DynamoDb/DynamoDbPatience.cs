namespace Tenantry.Persistence;

/// <summary>How long a call to DynamoDB may take.</summary>
/// <param name="Whole">All attempts together.</param>
/// <param name="Attempt">One attempt. DynamoDB answers within some 10 ms; what takes this long has probably been lost.</param>
internal sealed record DynamoDbPatience(TimeSpan Whole, TimeSpan Attempt)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(800);

    /// <summary>For what a request waits for: it is told within 4 s.</summary>
    public static DynamoDbPatience Request { get; } = new(TimeSpan.FromSeconds(3.8), TimeSpan.FromSeconds(1.5));

    /// <summary>For what happens once, when a process starts: credentials may have to be fetched first.</summary>
    public static DynamoDbPatience Start { get; } = new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10));

    /// <summary>How long to wait before asking again whether an outage has ended.</summary>
    public static TimeSpan BetweenProbes => TimeSpan.FromMilliseconds(250);

    /// <summary>How long to wait when an outage has ended.</summary>
    public static TimeSpan Settling => TimeSpan.FromMilliseconds(500);

    /// <summary>How long to wait after an attempt, counted from 0: anything up to twice as long as after the one before, so that callers spread.</summary>
    public static TimeSpan Pause(int attempt)
        => Random.Shared.NextDouble() * (attempt < 5 ? FirstPause * (1 << attempt) : LongestPause);
}
