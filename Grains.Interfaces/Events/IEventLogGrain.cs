using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>The durable, numbered, hash-chained log of one organization, of one user, or of the operators.</summary>
[Alias("IEventLogGrain")]
public interface IEventLogGrain : IFollowedGrain
{
    /// <summary>Stores the events, in order, each once; answers when they are durable.</summary>
    [Alias("Append"), AlwaysInterleave]
    Task Append(ImmutableArray<TenantEvent> events);
}
