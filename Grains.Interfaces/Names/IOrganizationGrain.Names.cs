using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

// The names that an organization holds worldwide: slug, external id, domains.
public partial interface IOrganizationGrain
{
    /// <summary>
    /// Wishes for a product's own id of the organization, in place of the one it has. Errors: <see cref="ErrorCode.OrganizationNotFound"/>,
    /// <see cref="ErrorCode.OrganizationSuspended"/> for users, <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.ChangeInProgress"/>.
    /// </summary>
    [Alias("SetExternalId")]
    Task<Result<NameWish>> SetExternalId(string externalId, Actor actor);

    /// <summary>Gives the external id up; without one it changes nothing. Errors: those of <see cref="SetExternalId"/>.</summary>
    [Alias("ClearExternalId")]
    Task<Result<Done>> ClearExternalId(Actor actor);

    /// <summary>What a claim answered to a wish; called by the organization's own outbox only. Repeating it changes nothing.</summary>
    [Alias("NameDecided")]
    Task NameDecided(string claim, ClaimAnswer answer, long order);

    /// <summary>
    /// Waits until a wish is decided and what follows from it is done. Errors: <see cref="ErrorCode.SlugTaken"/>,
    /// <see cref="ErrorCode.ExternalIdTaken"/>, <see cref="ErrorCode.DomainTaken"/>, <see cref="ErrorCode.TemporarilyUnavailable"/>.
    /// </summary>
    [Alias("Decided"), AlwaysInterleave]
    Task<Result<OrganizationView>> Decided(NameWish wish, TimeSpan timeout);

    /// <summary>The organization by one of its names; null when the claim is not, or no longer, one of them.</summary>
    /// <param name="claim">The claim's key, for example <c>slug:acme</c>.</param>
    [Alias("FindByName"), AlwaysInterleave]
    Task<NamedOrganization?> FindByName(string claim);
}
