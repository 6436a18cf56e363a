namespace Tenantry.Grains.Interfaces;

/// <summary>Sends every event of the feed to the product's own bus, at least once, in the order of the feed.</summary>
[Alias("IEventConnectorGrain")]
public interface IEventConnectorGrain : IEventFollowerGrain
{
    /// <summary>
    /// Follows the feed from now on, or from where it had come to before, if there is a bus; no longer, if there is none. Said at
    /// each start.
    /// </summary>
    [Alias("Follow")]
    Task Follow();
}
