using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IListsGrain
{
    /// <summary>Users whom the pool outside did not follow at the first attempt, in the order their accounts were made.</summary>
    [Alias("PoolUsers"), AlwaysInterleave]
    Task<Page<PoolUserView>> PoolUsers(string? after, int limit);
}
