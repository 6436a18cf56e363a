using Tenantry.Grains.Interfaces;

namespace Tenantry.Hosting;

/// <summary>Patience at the start: in a cluster the grain that is asked can be in a silo that has just died.</summary>
public static class FirstPatience
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Does what can be repeated until somebody answers, for at most a minute.</summary>
    public static async Task Persist(this TimeProvider time, Func<Task> work, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception exception) when (exception is StoreUnavailableException or OrleansException or TimeoutException && time.GetElapsedTime(began) < Longest)
            {
                await Task.Delay(TryAgain, time, cancellation);
            }
        }
    }
}
