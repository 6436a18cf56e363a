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

    /// <summary>
    /// Erases the content of an event and says so in the log; its place, id, type, time and digest remain. Repeating it changes
    /// nothing. Errors: <see cref="ErrorCode.EventNotFound"/>, <see cref="ErrorCode.EventNotRedactable"/>.
    /// </summary>
    /// <param name="id">The event.</param>
    /// <param name="reason">Why, for the record.</param>
    /// <param name="announcement">The id of the event that says so.</param>
    /// <param name="actor">Who.</param>
    [Alias("Redact")]
    Task<Result<Done>> Redact(EventId id, string reason, EventId announcement, Actor actor);
}
