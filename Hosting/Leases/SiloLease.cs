namespace Tenantry.Hosting;

/// <summary>
/// Holds the lease of a silo: it reads its own row of the membership table again and again. As long as the row says that the silo
/// lives, no other silo has its grains. One that says otherwise ends the process.
/// </summary>
internal sealed partial class SiloLease(
    Lease lease, IMembershipTable table, ILocalSiloDetails silo, TimeProvider time, ILogger<SiloLease> log) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>How the process ends that has been declared dead.</summary>
    public const int DeclaredDead = 3;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    // For those who are just being told that this silo does not answer.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private volatile bool _isLeaving;

    public void Participate(ISiloLifecycle lifecycle)
    {
        // From when the row says that the silo is active, until nothing of it is left that could be asked.
        lifecycle.Subscribe(nameof(SiloLease), ServiceLifecycleStage.Active, Begin, Leave);
        lifecycle.Subscribe(nameof(SiloLease), ServiceLifecycleStage.First, _ => Task.CompletedTask, End);
    }

    public void Dispose() => _stopping.Dispose();

    private Task Begin(CancellationToken cancellation)
    {
        _running = Run();
        return _first.Task.WaitAsync(cancellation);
    }

    private Task Leave(CancellationToken cancellation)
    {
        _isLeaving = true;
        return Task.CompletedTask;
    }

    private async Task End(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellation);
    }

    private async Task Run()
    {
        try
        {
            while (true)
            {
                await Confirm();
                await Task.Delay(Period, time, _stopping.Token);
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // The silo has stopped.
        }
    }

    private async Task Confirm()
    {
        var asked = time.GetTimestamp();
        try
        {
            var found = await table.ReadRowAsync(silo.SiloAddress, _stopping.Token).WaitAsync(Patience, time, _stopping.Token);
            if (found.Members is [var (row, _), ..] && row.Status is not SiloStatus.Dead)
            {
                lease.Renew(asked);
                _first.TrySetResult();
                return;
            }
        }
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            LogNotConfirmed(log, exception.Message);
            return;
        }

        lease.End();
        // A silo that stops writes so itself, as the last thing it does.
        if (!_isLeaving)
            await Die();
    }

    // Not in good order: what would be handed over is not this silo's any more.
    private async Task Die()
    {
        LogDeclaredDead(log);
        await Task.Delay(Farewell, time);
        Environment.Exit(DeclaredDead);
    }

    [LoggerMessage(LogLevel.Warning, "This silo could not confirm that it is a member of its cluster: {Reason}")]
    private static partial void LogNotConfirmed(ILogger log, string reason);

    [LoggerMessage(LogLevel.Critical, "The others have declared this silo dead; the process ends and can be started again")]
    private static partial void LogDeclaredDead(ILogger log);
}
