using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IOrganizationGrain
{
    /// <summary>After how many days what is in the organization's log is removed; null for never.</summary>
    [Alias("GetAuditRetentionDays"), AlwaysInterleave]
    Task<int?> GetAuditRetentionDays();
}
