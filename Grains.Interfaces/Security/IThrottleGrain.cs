namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Slows repeated failures of one kind against one target, for example log-ins to one account. Lives in memory only: after a
/// restart everybody starts afresh.
/// </summary>
[Alias("IThrottleGrain")]
public interface IThrottleGrain : IGrainWithStringKey
{
    /// <summary>
    /// Asks to attempt. Null: go ahead, and report a success with <see cref="Succeeded"/>. Otherwise how long to wait: the first
    /// five attempts are free, then each doubles the wait, up to 15 minutes.
    /// </summary>
    [Alias("Attempt")]
    Task<TimeSpan?> Attempt();

    /// <summary>The attempt succeeded; forgets all failures.</summary>
    [Alias("Succeeded")]
    Task Succeeded();
}
