using Tenantry.Grains.Interfaces;

namespace Tenantry.Hosting;

/// <summary>
/// Connects a front end and holds its lease: it asks the silos for a sign of life again and again. A front end knows nothing that
/// could be old, since it asks a grain on every request, so this is no more than knowing early that nobody would answer; and who was
/// paused asks anew before it goes on.
/// </summary>
internal sealed partial class FrontEndLease(
    IHostedService connecting, IGrainFactory grains, Lease lease, TimeProvider time, ILogger<FrontEndLease> log) : BackgroundService
{
    // Several, as they fall on different gateways, of which one may be dead.
    private const int AtOnce = 3;
    private const int Keys = 64;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private bool _connected;
    private bool _toldLost;
    private int _next;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_connected)
            await connecting.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await connecting.StartAsync(stoppingToken);
        _connected = true;
        while (true)
        {
            var asked = time.GetTimestamp();
            if (await IsAnswered(stoppingToken))
                Renew(asked);
            else
                TellLost();
            await Task.Delay(Period, time, stoppingToken);
        }
    }

    private async Task<bool> IsAnswered(CancellationToken cancellation)
    {
        var asked = Enumerable.Range(0, AtOnce).Select(_ => Beat(cancellation)).ToList();
        while (asked.Count > 0)
        {
            var first = await Task.WhenAny(asked);
            if (await first)
                return true;
            asked.Remove(first);
        }

        return false;
    }

    private async Task<bool> Beat(CancellationToken cancellation)
    {
        try
        {
            _next = (_next + 1) % Keys;
            await grains.Pulse(_next).Beat().WaitAsync(Patience, time, cancellation);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Renew(long asked)
    {
        lease.Renew(asked);
        _toldLost = false;
    }

    private void TellLost()
    {
        if (lease.IsHeld || _toldLost)
            return;
        _toldLost = true;
        LogLost(log);
    }

    [LoggerMessage(LogLevel.Warning, "No silo answers; until one does, nobody is answered here")]
    private static partial void LogLost(ILogger log);
}
