using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// One order over the events of all logs, for those who follow all tenants: it holds where each event lies, not the event.
/// </summary>
[Alias("IEventFeedGrain")]
public interface IEventFeedGrain : IFollowedGrain
{
    /// <summary>Puts the events of a log into the feed; answers when that is durable. What it has already is not put twice.</summary>
    /// <param name="log">The log.</param>
    /// <param name="after">The number before the first of them.</param>
    /// <param name="through">The number of the last.</param>
    [Alias("Announce"), AlwaysInterleave]
    Task Announce(LogId log, long after, long through);
}

/// <summary>An event in its place in the feed.</summary>
/// <param name="Position">Counts the events of all logs from 1, without gaps, in the order in which the feed heard of them.</param>
/// <param name="Logged">The event in its own log.</param>
[GenerateSerializer, Immutable, Alias("FedEvent")]
public sealed record FedEvent([property: Id(0)] long Position, [property: Id(1)] LoggedEvent Logged);
