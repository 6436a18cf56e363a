using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IUserGrain
{
    /// <summary>What of the account a pool outside follows. For <c>PoolUserGrain</c> only.</summary>
    [Alias("GetPoolAccount"), AlwaysInterleave]
    Task<PoolAccount> GetPoolAccount();
}
