using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>The stored plans.</summary>
internal sealed record PlanCatalogState
{
    public ImmutableArray<Plan> Plans { get; init; } = [];
}

[GrainType("plan-catalog")]
internal sealed class PlanCatalogGrain(
    [PersistentState("record")] IPersistentState<Record<PlanCatalogState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<PlanCatalogState>(storage, surroundings), IPlanCatalogGrain
{
    public async Task Seed(ImmutableArray<Plan> plans)
    {
        if (State.Plans.IsEmpty)
            await Commit(State with { Plans = plans });
    }

    public Task<ImmutableArray<Plan>> List() => Task.FromResult(State.Plans);
}
