namespace Tenantry.Grains;

internal sealed partial class ListsGrain
{
    public Task<Page<PoolUserView>> PoolUsers(string? after, int limit)
        => Read<Record<PoolFaultState>, PoolUserView>("pool-fault/out", after, limit, (_, record) => record.State.View);
}
