using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>A person with an account: profile, credentials, and the organizations they belong to.</summary>
[Alias("IUserGrain")]
public partial interface IUserGrain : IAccountGrain
{
    /// <summary>
    /// Makes the user; the commit point of an account that claims its email itself. Repeating it changes nothing.
    /// Errors: <see cref="ErrorCode.AttemptAbandoned"/>.
    /// </summary>
    [Alias("Create")]
    Task<Result<UserView>> Create(NewUser user);

    /// <summary>
    /// Answers whether a claim made for this user is its own. If the user does not exist, the answer is no and is made true for
    /// ever by a tombstone, after which it can never be created under this id.
    /// </summary>
    /// <param name="claim">The claim's key, for example <c>email:ada%40example.com</c>.</param>
    [Alias("Challenge")]
    Task<bool> Challenge(string claim);

    /// <summary>Waits until everything that the user has announced so far was received, at most <paramref name="timeout"/>; tells whether it was.</summary>
    [Alias("Settled"), AlwaysInterleave]
    Task<bool> Settled(TimeSpan timeout);

    /// <summary>The user. Errors: <see cref="ErrorCode.UserNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<UserView>> Get();

    /// <summary>Errors: <see cref="ErrorCode.UserNotFound"/>, <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.RevisionMismatch"/>.</summary>
    [Alias("Update")]
    Task<Result<UserView>> Update(UserChanges changes, long? ifRevision, Actor actor);

    /// <summary>
    /// The user has proven that the email address is theirs; who may join by its domain automatically, does. Repeating it changes
    /// nothing. Errors: <see cref="ErrorCode.UserNotFound"/>.
    /// </summary>
    [Alias("VerifyEmail")]
    Task<Result<UserView>> VerifyEmail();

    /// <summary>Adds an organization to the user's; called by the organization's outbox only. Repeating it changes nothing.</summary>
    [Alias("Join")]
    Task Join(OrganizationId organization);

    /// <summary>Takes an organization from the user's; called by the organization's outbox only. Repeating it changes nothing.</summary>
    [Alias("Leave")]
    Task Leave(OrganizationId organization);

    /// <summary>The hash to check a password against; null when there is no such user, or the account is disabled. For the token endpoint only.</summary>
    [Alias("GetPasswordHash"), AlwaysInterleave]
    Task<PasswordHash?> GetPasswordHash();
}
