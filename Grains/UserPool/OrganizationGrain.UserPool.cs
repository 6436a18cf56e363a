namespace Tenantry.Grains;

internal sealed partial class OrganizationGrain
{
    public async Task FollowPool(UserId user, PoolProgress progress)
    {
        if (State.Pool is { } pool && pool.Founder == user && pool.Progress != progress)
            await Commit(State with { Pool = pool with { Progress = progress } });
    }
}
