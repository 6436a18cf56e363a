namespace Tenantry.Bench;

/// <summary>A kind of store, running, of which any number of empty ones can be had.</summary>
internal interface IClusterStore : IDisposable
{
    /// <summary>As in <c>Tenantry:Store</c>.</summary>
    string Name { get; }

    /// <summary>User and system time of the store's own processes; nothing when it has none.</summary>
    TimeSpan Cpu { get; }

    /// <summary>An empty store.</summary>
    /// <param name="folder">Where the data of the first silo will lie.</param>
    Task<EmptyStore> Fresh(string folder);
}

/// <summary>A store that holds nothing yet.</summary>
/// <param name="Settings">Those of a process that uses it.</param>
/// <param name="Outboxes">How to see from outside whether anything in it is left to be delivered.</param>
internal sealed record EmptyStore(IReadOnlyDictionary<string, string> Settings, IOutboxes Outboxes);
