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

    /// <summary>All plans, those of lower rank first.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<ImmutableArray<Plan>> List();

    /// <summary>One plan. Errors: <see cref="ErrorCode.PlanNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<Plan>> Get(string name);

    /// <summary>
    /// Makes or replaces a plan. Whoever has bought it keeps the terms they bought until the subscription renews or changes.
    /// Errors: <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.RevisionMismatch"/>,
    /// <see cref="ErrorCode.PlanChangeBlocked"/>, <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    [Alias("Put")]
    Task<Result<Plan>> Put(Plan plan, long? ifRevision, Actor actor);

    /// <summary>
    /// Takes a plan out of the catalogue; subscriptions to it keep their terms and go on.
    /// Errors: <see cref="ErrorCode.PlanNotFound"/>, <see cref="ErrorCode.RevisionMismatch"/>, <see cref="ErrorCode.PlanChangeBlocked"/>.
    /// </summary>
    [Alias("Remove")]
    Task<Result<Done>> Remove(string name, long? ifRevision, Actor actor);
}
