using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>All plans, in one record: they are few, change rarely, and are read together.</summary>
[Alias("IPlanCatalogGrain")]
public interface IPlanCatalogGrain : IGrainWithStringKey
{
    /// <summary>Stores the plans if none were ever stored; the operator's own plans are never overwritten.</summary>
    [Alias("Seed")]
    Task Seed(ImmutableArray<Plan> plans);

    /// <summary>All plans, the smallest first.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<ImmutableArray<Plan>> List();
}
