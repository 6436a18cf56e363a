using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

// What the owner of an account proves by a token that was mailed to them. Of each purpose only the newest token counts, once.
public partial interface IUserGrain
{
    /// <summary>
    /// Makes the token of a mail that is about to be sent; null when nobody wants the mail any more. Called by the sender only.
    /// </summary>
    /// <param name="purpose">What the token is to prove.</param>
    /// <param name="order">The number of the request for the mail; 0 for the one that comes with the account.</param>
    [Alias("IssueProof")]
    Task<IssuedProof?> IssueProof(ProofPurpose purpose, long order);

    /// <summary>Whether a token proves this now; the view of the user if it does. Errors: <see cref="ErrorCode.TokenInvalid"/>.</summary>
    [Alias("CheckProof"), AlwaysInterleave]
    Task<Result<UserView>> CheckProof(ProofPurpose purpose, string tokenHash);

    /// <summary>Verifies the address by the token that was mailed to it. Errors: <see cref="ErrorCode.TokenInvalid"/>.</summary>
    [Alias("ProveEmail")]
    Task<Result<Done>> ProveEmail(string tokenHash);

    /// <summary>
    /// Mails another token that verifies the address; when it is verified already, nothing happens.
    /// Errors: <see cref="ErrorCode.UserNotFound"/>.
    /// </summary>
    [Alias("AskVerification")]
    Task<Result<Done>> AskVerification();
}

/// <summary>What a mailed token proves.</summary>
[GenerateSerializer, Alias("ProofPurpose")]
public enum ProofPurpose
{
    /// <summary>That the account's address is its owner's. Good for 3 days.</summary>
    VerifyEmail,

    /// <summary>That whoever has no password reads the account's mail. Good for an hour.</summary>
    ResetPassword,

    /// <summary>That the address that the account is to get is its owner's. Good for 24 hours.</summary>
    ChangeEmail,
}

/// <summary>A token that was made for a mail.</summary>
/// <param name="Token">The whole token; kept nowhere.</param>
/// <param name="To">The address that it goes to, and nowhere else.</param>
/// <param name="ExpiresAt">When it is void.</param>
[GenerateSerializer, Immutable, Alias("IssuedProof")]
public sealed record IssuedProof([property: Id(0)] string Token, [property: Id(1)] string To, [property: Id(2)] DateTimeOffset ExpiresAt)
{
    public override string ToString() => nameof(IssuedProof);
}
