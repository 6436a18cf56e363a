using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IOrganizationGrain
{
    /// <summary>The organization, when this user is its only admin; null otherwise.</summary>
    [Alias("HeldBy"), AlwaysInterleave]
    Task<HeldOrganization?> HeldBy(UserId user);
}
