namespace Tenantry.Grains;

[GrainType("pool-fault"), CollectionAgeLimit(Minutes = 2)]
internal sealed class PoolFaultGrain(
    [PersistentState("record")] IPersistentState<Record<PoolFaultState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<PoolFaultState>(storage, surroundings), IPoolFaultGrain
{
    public async Task Show(PoolUserView? view)
    {
        if (view is not null)
            await Commit(new PoolFaultState { View = view });
        else if (State.View is not null)
            await Erase();
    }
}

/// <summary>What operators see; nothing when the record is empty.</summary>
internal sealed record PoolFaultState
{
    public PoolUserView? View { get; init; }
}
