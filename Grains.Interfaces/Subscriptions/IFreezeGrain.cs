using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Reckons which members and projects of an organization are beyond its limits, from their own records. Keeps nothing, so that the
/// organization's turn is never held by reading a hundred thousand of them.
/// </summary>
[Alias("IFreezeGrain")]
public interface IFreezeGrain : IGrainWithIntegerKey
{
    /// <summary>Reckons, and tells the organization and its access policy; called by the organization's outbox only. Safe to repeat.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="order">The decision that made it necessary; nothing is done if a later one was reckoned already.</param>
    [Alias("Reckon"), AlwaysInterleave]
    Task Reckon(OrganizationId organization, long order);

    /// <summary>
    /// What a change of plan would do. Errors: <see cref="ErrorCode.OrganizationNotFound"/>, <see cref="ErrorCode.PlanNotFound"/>.
    /// </summary>
    [Alias("Preview"), AlwaysInterleave]
    Task<Result<SubscriptionPreview>> Preview(OrganizationId organization, string plan, ChangeTime when);
}
