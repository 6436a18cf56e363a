namespace Tenantry.Persistence;

/// <summary>A store that has something to do before it is first used: to make or to migrate its tables, or to see that they are there.</summary>
public interface IPreparedStore
{
    /// <summary>Does it. Safe to repeat, and safe while other processes do the same.</summary>
    /// <exception cref="InvalidOperationException">What is there is not this program's, or a newer program's; one line for whoever starts it.</exception>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task Prepare(CancellationToken cancellation);
}
