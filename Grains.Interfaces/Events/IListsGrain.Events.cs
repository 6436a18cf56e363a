using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IListsGrain
{
    /// <summary>At most <paramref name="limit"/> events of a log whose sequence number is above <paramref name="after"/>.</summary>
    [Alias("Events"), AlwaysInterleave]
    Task<ImmutableArray<LoggedEvent>> Events(LogId log, long after, int limit);

    /// <summary>
    /// Events of all logs behind a position of the feed, at most <paramref name="limit"/>. Those that their logs have removed are
    /// passed over.
    /// </summary>
    [Alias("FedEvents"), AlwaysInterleave]
    Task<ImmutableArray<FedEvent>> FedEvents(long after, int limit);
}
