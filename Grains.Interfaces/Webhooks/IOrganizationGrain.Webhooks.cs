using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IOrganizationGrain
{
    /// <summary>Who is to be told what concerns the organization; empty when there is no such organization.</summary>
    [Alias("Admins"), AlwaysInterleave]
    Task<ImmutableArray<UserId>> Admins();
}
