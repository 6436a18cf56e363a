using Microsoft.Extensions.Hosting;

namespace Tenantry.Api;

/// <summary>
/// Ends the streams when the host stops: after the grace in which load balancers turn away from this process, so that who comes
/// back at once comes to another, and before the server waits for what is still being answered.
/// </summary>
internal sealed class StreamEnd : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Whether streams are to end.</summary>
    public CancellationToken Token => _ending.Token;

    public Task StoppingAsync(CancellationToken cancellationToken) => _ending.CancelAsync();

    public void Dispose() => _ending.Dispose();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
