using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

/// <summary>Calls the sweepers every second for as long as this silo is active. Every silo does, so that no silo is needed for it.</summary>
internal sealed partial class SweepClock(IGrainFactory grains, TimeProvider time, ILogger<SweepClock> log)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle)
        => lifecycle.Subscribe(nameof(SweepClock), FirstCalls.Stage, Start, Stop);

    public void Dispose() => _stopping.Dispose();

    private Task Start(CancellationToken cancellation)
    {
        _running = Run();
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellation);
    }

    private async Task Run()
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                await SweepAll();
            }
            while (await timer.WaitForNextTickAsync(_stopping.Token));
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task SweepAll()
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, SweeperGrain.Shards).Select(shard => grains.Sweeper(shard).Sweep()))
                .WaitAsync(_stopping.Token);
        }
        // What was cancelled elsewhere, such as an activation that was just ending, is a failure like any other.
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            LogSweepFailed(log, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sweep for due alarms failed; the next follows")]
    private static partial void LogSweepFailed(ILogger logger, Exception exception);
}
