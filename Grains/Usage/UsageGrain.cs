namespace Tenantry.Grains;

[GrainType("usage")]
internal sealed class UsageGrain(
    [PersistentState("record")] IPersistentState<Record<UsageState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<UsageState>(storage, surroundings), IUsageGrain
{
    public ValueTask<UsageSnapshot> GetUsed() => new(new UsageSnapshot { Version = "0" });
}
