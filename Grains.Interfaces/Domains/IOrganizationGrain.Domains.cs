using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

// The email domains of an organization. All of these answer OrganizationNotFound; commands also OrganizationSuspended.
public partial interface IOrganizationGrain
{
    /// <summary>The domains, the oldest first.</summary>
    [Alias("GetDomains"), AlwaysInterleave]
    Task<Result<ImmutableArray<DomainView>>> GetDomains();

    /// <summary>Errors: <see cref="ErrorCode.DomainNotFound"/>.</summary>
    [Alias("GetDomain"), AlwaysInterleave]
    Task<Result<DomainView>> GetDomain(string domain);

    /// <summary>
    /// Adds a domain that is still to be proven. Repeating it with the same token answers the domain.
    /// Errors: <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.DomainExists"/>, <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    [Alias("AddDomain")]
    Task<Result<DomainView>> AddDomain(string domain, Enrolment enrolment, string token, Actor actor);

    /// <summary>Errors: <see cref="ErrorCode.DomainNotFound"/>, <see cref="ErrorCode.RevisionMismatch"/>.</summary>
    [Alias("ChangeDomain")]
    Task<Result<DomainView>> ChangeDomain(string domain, Enrolment? enrolment, long? ifRevision, Actor actor);

    /// <summary>
    /// Wishes for a domain whose proof was found. Errors: <see cref="ErrorCode.DomainNotFound"/>,
    /// <see cref="ErrorCode.ChangeInProgress"/>.
    /// </summary>
    [Alias("ProveDomain")]
    Task<Result<NameWish>> ProveDomain(string domain, DomainProof proof, Actor actor);

    /// <summary>Gives a domain up; who joined by it stays. Errors: those of <see cref="ProveDomain"/>.</summary>
    [Alias("RemoveDomain")]
    Task<Result<Done>> RemoveDomain(string domain, Actor actor);

    /// <summary>
    /// Takes a user in, as a member, whose verified email address has this domain. Repeating it changes nothing.
    /// Errors: <see cref="ErrorCode.OrganizationNotFound"/> also when nobody, or nobody like this, may join by the domain,
    /// <see cref="ErrorCode.OrganizationSuspended"/>, <see cref="ErrorCode.LimitReached"/>.
    /// </summary>
    /// <param name="domain">The domain, normalized.</param>
    /// <param name="newcomer">The user; the roles do not count.</param>
    /// <param name="automatically">Whether the user did not ask for it.</param>
    [Alias("JoinBy")]
    Task<Result<Done>> JoinBy(string domain, Newcomer newcomer, bool automatically);

    /// <summary>Who may join by a domain: <see cref="Enrolment.None"/> too when it is not a verified one of this organization.</summary>
    [Alias("EnrolmentBy"), AlwaysInterleave]
    ValueTask<Enrolment> EnrolmentBy(string domain);
}
