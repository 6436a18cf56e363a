namespace Tenantry.Hosting;

/// <summary>Tries to reach the cluster for as long as the process runs.</summary>
internal sealed partial class PatientConnecting(TimeProvider time, ILogger<PatientConnecting> log) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(500);

    private bool _told;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!_told)
            LogNoSilo(log, exception.Message);
        _told = true;
        await Task.Delay(TryAgain, time, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No silo can be reached yet: {Reason}")]
    private static partial void LogNoSilo(ILogger log, string reason);
}
