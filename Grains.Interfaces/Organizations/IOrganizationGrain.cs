using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>A tenant: its name, its subscription, its status, and the counts its limits are held against.</summary>
[Alias("IOrganizationGrain")]
public partial interface IOrganizationGrain : IGrainWithStringKey
{
    /// <summary>
    /// Creates the organization; the commit point of a sign-up. Repeating it answers the organization.
    /// Errors: <see cref="ErrorCode.AttemptAbandoned"/>.
    /// </summary>
    [Alias("Create")]
    Task<Result<OrganizationView>> Create(FoundOrganization founding);

    /// <summary>
    /// Gives the attempt up for good: stores a tombstone, after which it can never be created under this id. False: it exists
    /// already, and nothing was changed.
    /// </summary>
    [Alias("Abandon")]
    Task<bool> Abandon();

    /// <summary>
    /// Answers whether a claim made for this organization is its own. If the organization does not exist, the answer is no and is
    /// made true for ever by abandoning it.
    /// </summary>
    /// <param name="claim">The claim's key, for example <c>slug:acme</c>.</param>
    [Alias("Challenge")]
    Task<bool> Challenge(string claim);

    /// <summary>Waits until everything that the organization has announced so far was received, at most <paramref name="timeout"/>; tells whether it was.</summary>
    [Alias("Settled"), AlwaysInterleave]
    Task<bool> Settled(TimeSpan timeout);

    /// <summary>The organization. Errors: <see cref="ErrorCode.OrganizationNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<OrganizationView>> Get();

    /// <summary>What of the organization decides about access; null when there is no such organization. For its access policy.</summary>
    [Alias("GetTerms"), AlwaysInterleave]
    Task<OrganizationTerms?> GetTerms();

    /// <summary>
    /// Changes what members may change, all of it or nothing. A new slug has to be claimed first: then the answer is a wish, and
    /// <see cref="Decided"/> says what became of it. Errors: <see cref="ErrorCode.OrganizationNotFound"/>,
    /// <see cref="ErrorCode.OrganizationSuspended"/>, <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.RevisionMismatch"/>,
    /// <see cref="ErrorCode.ChangeInProgress"/>, <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    /// <param name="changes">What to change.</param>
    /// <param name="ifRevision">The revision the caller has seen; null to change whatever there is.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("Update")]
    Task<Result<NameWish>> Update(OrganizationChanges changes, long? ifRevision, Actor actor);

    /// <summary>Stops the organization; suspending a suspended one changes nothing. Errors: <see cref="ErrorCode.OrganizationNotFound"/>.</summary>
    [Alias("Suspend")]
    Task<Result<OrganizationView>> Suspend(string reason, Actor actor);

    /// <summary>Ends a suspension; reactivating an active one changes nothing. Errors: <see cref="ErrorCode.OrganizationNotFound"/>.</summary>
    [Alias("Reactivate")]
    Task<Result<OrganizationView>> Reactivate(Actor actor);
}
