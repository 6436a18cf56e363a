using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IOrganizationGrain
{
    /// <summary>What the organization has bought, as it holds now. Errors: <see cref="ErrorCode.OrganizationNotFound"/>.</summary>
    [Alias("GetSubscription"), AlwaysInterleave]
    Task<Result<Subscription>> GetSubscription();

    /// <summary>
    /// Changes the plan. Changing to a plan that is in effect, or to come at that time, changes nothing. What would be beyond the new
    /// limits is frozen, the oldest kept. A suspension refuses users only. Errors: <see cref="ErrorCode.OrganizationNotFound"/>, <see cref="ErrorCode.OrganizationSuspended"/>,
    /// <see cref="ErrorCode.PlanNotFound"/>, <see cref="ErrorCode.PlanChangeBlocked"/>.
    /// </summary>
    [Alias("ChangePlan")]
    Task<Result<Subscription>> ChangePlan(string plan, ChangeTime when, Actor actor);

    /// <summary>
    /// Takes a change back that is to come; without one it changes nothing.
    /// Errors: <see cref="ErrorCode.OrganizationNotFound"/>, <see cref="ErrorCode.OrganizationSuspended"/>.
    /// </summary>
    [Alias("CancelPlanChange")]
    Task<Result<Subscription>> CancelPlanChange(Actor actor);

    /// <summary>
    /// What a change of plan would do, without doing it. For <see cref="IFreezeGrain"/>, which adds what would be frozen.
    /// Errors: <see cref="ErrorCode.OrganizationNotFound"/>, <see cref="ErrorCode.PlanNotFound"/>.
    /// </summary>
    [Alias("Rehearse"), AlwaysInterleave]
    Task<Result<Rehearsal>> Rehearse(string plan, ChangeTime when);

    /// <summary>What operators grant or deny beside the plan. Errors: <see cref="ErrorCode.OrganizationNotFound"/>.</summary>
    [Alias("GetOverrides"), AlwaysInterleave]
    Task<Result<Overrides>> GetOverrides();

    /// <summary>
    /// Replaces what operators grant or deny beside the plan. Errors: <see cref="ErrorCode.OrganizationNotFound"/>,
    /// <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.RevisionMismatch"/>.
    /// </summary>
    [Alias("SetOverrides")]
    Task<Result<Overrides>> SetOverrides(Overrides overrides, long? ifRevision, Actor actor);

    /// <summary>What the frozen part is reckoned from; null when the reckoning that a decision made necessary was made already. For <see cref="IFreezeGrain"/>.</summary>
    [Alias("GetFreezeBasis"), AlwaysInterleave]
    Task<FreezeBasis?> GetFreezeBasis(long order);

    /// <summary>
    /// Sets what is frozen, by meter, as reckoned for the decision of that order; an older reckoning is ignored. Answers the terms
    /// that hold then. For <see cref="IFreezeGrain"/>.
    /// </summary>
    [Alias("SetFreeze")]
    Task<OrganizationTerms> SetFreeze(ImmutableSortedDictionary<string, FreezeLine> lines, long order);
}
