using System.Collections.Immutable;

namespace Tenantry.Api;

/// <summary>Events in their order, each with its number, which begin at 1: those of one organization, or of all logs.</summary>
internal interface IEventSource
{
    /// <summary>Whether no number is missing but those that retention has removed from the beginning.</summary>
    bool IsWhole { get; }

    /// <summary>Whose they are; null for all logs.</summary>
    OrganizationId? Organization { get; }

    /// <summary>At most so many events behind a number.</summary>
    Task<ImmutableArray<NumberedEvent>> Read(long after, int limit);

    /// <summary>Waits until there is something behind the number, at most as long as said; answers the last number.</summary>
    Task<long> Beyond(long after, TimeSpan patience, CancellationToken cancellation);
}

/// <summary>An event and the number to go on from behind it.</summary>
internal readonly record struct NumberedEvent(long Number, CloudEvent Event);

/// <summary>What happened in one organization, by sequence.</summary>
internal sealed class OrganizationEvents(IGrainFactory grains, OrganizationId organization) : IEventSource
{
    private readonly LogId _log = LogId.Of(organization);

    public bool IsWhole => true;

    public OrganizationId? Organization => organization;

    public async Task<ImmutableArray<NumberedEvent>> Read(long after, int limit)
        => [.. (await grains.Lists().Events(_log, after, limit)).Select(logged => new NumberedEvent(logged.Sequence, CloudEvent.Of(logged)))];

    public Task<long> Beyond(long after, TimeSpan patience, CancellationToken cancellation)
        => grains.EventLog(_log).Beyond(after, patience, cancellation).WaitAsync(cancellation);
}

/// <summary>What happened anywhere, by position.</summary>
internal sealed class AllEvents(IGrainFactory grains) : IEventSource
{
    public bool IsWhole => false;

    public OrganizationId? Organization => null;

    public async Task<ImmutableArray<NumberedEvent>> Read(long after, int limit)
        => [.. (await grains.Lists().FedEvents(after, limit)).Select(fed => new NumberedEvent(fed.Position, CloudEvent.Of(fed)))];

    public Task<long> Beyond(long after, TimeSpan patience, CancellationToken cancellation)
        => grains.EventFeed().Beyond(after, patience, cancellation).WaitAsync(cancellation);
}
