using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IOrganizationGrain
{
    /// <summary>Features, limits and usage in one answer. Errors: <see cref="ErrorCode.OrganizationNotFound"/>.</summary>
    [Alias("GetEntitlements"), AlwaysInterleave]
    ValueTask<Result<Entitlements>> GetEntitlements();
}
