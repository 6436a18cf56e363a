using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>Nobody outside is told.</summary>
internal sealed class NoEventBus : IEventBus
{
    public string? Name => null;

    public EventFilter Types => EventFilter.All;

    public Task<ImmutableArray<UnsentEvent>> Send(ImmutableArray<FedEvent> events, CancellationToken cancellation)
        => throw new InvalidOperationException("There is no bus.");
}
