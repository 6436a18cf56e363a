using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>A bus of the product's own, which hears of everything that happens. Only <c>EventConnectorGrain</c> calls it.</summary>
public interface IEventBus
{
    /// <summary>What and where it is, for people; null when there is none, and then nothing else is asked of it.</summary>
    string? Name { get; }

    /// <summary>Which events it wants.</summary>
    EventFilter Types { get; }

    /// <summary>
    /// Sends events in their order. May be repeated with some that were sent before. Throws when it is not known what the bus has taken.
    /// </summary>
    /// <returns>Those that the bus did not take, in their order; all others it has.</returns>
    Task<ImmutableArray<UnsentEvent>> Send(ImmutableArray<FedEvent> events, CancellationToken cancellation);
}

/// <summary>An event that a bus did not take.</summary>
/// <param name="Event">The event.</param>
/// <param name="Reason">What the bus said.</param>
public sealed record UnsentEvent(FedEvent Event, string Reason);
