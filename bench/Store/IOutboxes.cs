namespace Tenantry.Bench;

/// <summary>Looks from outside, in the store, whether anything is left to be delivered.</summary>
internal interface IOutboxes
{
    /// <summary>Waits until all outboxes are empty; says how long that took.</summary>
    /// <exception cref="TimeoutException">They do not get empty.</exception>
    Task<TimeSpan> WaitEmpty();
}
