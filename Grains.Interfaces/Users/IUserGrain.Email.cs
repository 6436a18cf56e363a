using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

// The address of an account. It is changed by whoever proves the new one: a wish is stored, the claim is taken from the outbox, and
// what became of that is stored.
public partial interface IUserGrain
{
    /// <summary>
    /// Mails a token to another address, and a notice to the one so far. Errors: <see cref="ErrorCode.UserNotFound"/>,
    /// <see cref="ErrorCode.ValidationFailed"/>.
    /// </summary>
    /// <param name="email">The address as typed.</param>
    [Alias("AskEmailChange")]
    Task<Result<Done>> AskEmailChange(string email);

    /// <summary>
    /// Wishes for the address to which the token was mailed. Errors: <see cref="ErrorCode.TokenInvalid"/>,
    /// <see cref="ErrorCode.ChangeInProgress"/>.
    /// </summary>
    [Alias("ConfirmEmailChange")]
    Task<Result<NameWish>> ConfirmEmailChange(string tokenHash);

    /// <summary>What the claim answered to a wish; called by the user's own outbox only. Repeating it changes nothing.</summary>
    [Alias("EmailDecided")]
    Task EmailDecided(ClaimAnswer answer, long wish);

    /// <summary>
    /// Waits until a wish is decided and what follows from it is done. Errors: <see cref="ErrorCode.EmailTaken"/>,
    /// <see cref="ErrorCode.TemporarilyUnavailable"/>.
    /// </summary>
    [Alias("EmailChanged"), AlwaysInterleave]
    Task<Result<Done>> EmailChanged(NameWish wish, TimeSpan timeout);

    /// <summary>
    /// Somebody else has proven that the address is theirs. If this account has it, but never verified it and was never signed in to,
    /// it ends here, unless it is disabled; the answer is whether it did. Called by the claim on the address only.
    /// </summary>
    /// <param name="claim">The claim's key.</param>
    [Alias("Yield")]
    Task<bool> Yield(string claim);
}
