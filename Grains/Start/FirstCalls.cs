using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Grains;

/// <summary>What every silo asks of a grain when it starts.</summary>
internal static class FirstCalls
{
    /// <summary>When a silo calls grains on its own account: as soon as everybody may call its own.</summary>
    public const int Stage = ServiceLifecycleStage.Active + 1;

    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Adds a call, which can be repeated. The start waits for it, since in a cluster the grain can be in a silo that has just died.</summary>
    public static ISiloBuilder AddFirstCall(this ISiloBuilder silo, Func<IGrainFactory, Task> call)
        => silo.AddStartupTask((services, cancellation) => Persist(services, call, cancellation), Stage);

    private static async Task Persist(IServiceProvider services, Func<IGrainFactory, Task> call, CancellationToken cancellation)
    {
        var (grains, time) = (services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<TimeProvider>());
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await call(grains);
                return;
            }
            catch (Exception exception) when (exception is StoreUnavailableException or OrleansException or TimeoutException && time.GetElapsedTime(began) < Longest)
            {
                await Task.Delay(TryAgain, time, cancellation);
            }
        }
    }
}
