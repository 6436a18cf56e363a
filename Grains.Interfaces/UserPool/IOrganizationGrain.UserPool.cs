namespace Tenantry.Grains.Interfaces;

public partial interface IOrganizationGrain
{
    /// <summary>Hears how far the pool has followed one of its users; only the founder's state is the organization's own. Repeating it changes nothing.</summary>
    [Alias("FollowPool")]
    Task FollowPool(UserId user, PoolProgress progress);
}
