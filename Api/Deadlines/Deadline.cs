using System.Diagnostics;

namespace Tenantry.Api;

/// <summary>
/// Until when the request that is being answered may wait for grains. With a store that answers slowly its calls add up, and whoever
/// asked shall hear within five seconds that they should ask again. What was begun goes on; asked again with the same idempotency key
/// it is told. Goes by real time, whatever time the tenants' clock says.
/// </summary>
internal sealed class Deadline
{
    /// <summary>Leaves half a second for the answer itself.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(4.5);

    private static readonly AsyncLocal<Deadline?> Current = new();

    private readonly long _began = Stopwatch.GetTimestamp();
    private TimeSpan _others;
    private bool _lifted;

    private TimeSpan Left => Limit + _others - Stopwatch.GetElapsedTime(_began);

    /// <summary>Gives the request its deadline.</summary>
    public static async Task Begin(HttpContext context, RequestDelegate next)
    {
        Current.Value = new Deadline();
        await next(context);
    }

    /// <summary>Waits for what is not this program's to hurry, such as a caller's upload: it does not count.</summary>
    public static async ValueTask<T> NotCounting<T>(ValueTask<T> others)
    {
        if (others.IsCompleted || Current.Value is not { } deadline)
            return await others;

        var began = Stopwatch.GetTimestamp();
        var value = await others;
        deadline._others += Stopwatch.GetElapsedTime(began);
        return value;
    }

    /// <summary>From here on the request may take its time: a stream, or a question that others answer.</summary>
    public static void Lift() => Current.Value?._lifted = true;

    /// <summary>Waits for a grain, for as long as there is time.</summary>
    /// <exception cref="TimeoutException">There is none left.</exception>
    public static Task Keep(Task call)
        => call.IsCompleted || Current.Value is not { _lifted: false } deadline ? call
            : deadline.Left is var left && left > TimeSpan.Zero ? call.WaitAsync(left)
            : Task.FromException(new TimeoutException("The request has taken too long."));
}
