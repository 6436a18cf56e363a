using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Slows repeated failures of one kind against one target, for example log-ins to one account. Lives in memory only: after a
/// restart everybody starts afresh.
/// </summary>
[Alias("IThrottleGrain")]
public interface IThrottleGrain : IGrainWithStringKey
{
    /// <summary>
    /// Asks to attempt. Null: go ahead, and report with <see cref="Succeeded"/> or <see cref="Failed"/> what became of it.
    /// Otherwise how long to wait: the first five failures are free, then each doubles the wait, up to 15 minutes. Attempts that
    /// would be more than that if those under way fail wait here for their outcome.
    /// </summary>
    [Alias("Attempt"), AlwaysInterleave]
    Task<TimeSpan?> Attempt();

    /// <summary>An attempt succeeded; forgets all failures.</summary>
    [Alias("Succeeded"), AlwaysInterleave]
    Task Succeeded();

    /// <summary>An attempt failed. One that is never reported counts as failed after half a minute.</summary>
    [Alias("Failed"), AlwaysInterleave]
    Task Failed();
}
