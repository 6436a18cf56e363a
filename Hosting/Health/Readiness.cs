using Microsoft.Extensions.Options;

namespace Tenantry.Hosting;

/// <summary>
/// Whether requests should be sent here. It turns true when everything has started, and false before anything stops.
/// </summary>
internal sealed class Readiness(IOptions<StopOptions> stop, TimeProvider time, IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    public bool IsReady => lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Holds the stop up for the grace: called after readiness turned false and before any other service stops.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(stop.Value.Grace, time, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
