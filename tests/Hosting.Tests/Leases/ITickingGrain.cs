namespace Tenantry.Hosting.Tests;

/// <summary>A grain with a timer that ticks once.</summary>
[Alias("ITickingGrain")]
public interface ITickingGrain : IGrainWithIntegerKey
{
    /// <summary>Starts the timer.</summary>
    [Alias("TickAfter")]
    Task TickAfter(TimeSpan time);

    /// <summary>How often it has ticked.</summary>
    [Alias("Ticks")]
    Task<int> Ticks();
}

[GrainType("ticking")]
internal sealed class TickingGrain : Grain, ITickingGrain
{
    private static readonly TaskCompletionSource FirstTick = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _ticks;

    /// <summary>Ends with the first tick, also for who may not ask the grain.</summary>
    public static Task Ticked => FirstTick.Task;

    public Task TickAfter(TimeSpan time)
    {
        this.RegisterGrainTimer(
            () =>
            {
                _ticks++;
                FirstTick.TrySetResult();
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(time, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(_ticks);
}
