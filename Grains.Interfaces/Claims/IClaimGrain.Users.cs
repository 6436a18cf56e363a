namespace Tenantry.Grains.Interfaces;

// Who has proven that an address is theirs gets it also from an account that never did.
public partial interface IClaimGrain
{
    /// <summary>
    /// As <see cref="Take"/>, for somebody who has proven that the address is theirs: an account that has it, but never verified it
    /// and was never signed in to, ends, and the claim moves.
    /// </summary>
    [Alias("TakeProven")]
    Task<ClaimAnswer> TakeProven(string attempt, string owner);

    /// <summary>As <see cref="TakeProven"/>, for a user who has stored the wish; called from their outbox only.</summary>
    [Alias("TakeForUser")]
    Task<ClaimAnswer> TakeForUser(UserId owner, long wish);

    /// <summary>Makes the claim of a wish final; called from the owner's outbox only.</summary>
    [Alias("ConfirmForUser")]
    Task ConfirmForUser(UserId owner, long wish);

    /// <summary>
    /// Frees the name, confirmed or not, if it is the user's by this wish, 0 being the sign-up; otherwise does nothing. Called from
    /// the owner's outbox only.
    /// </summary>
    [Alias("GiveUpForUser")]
    Task GiveUpForUser(UserId owner, long wish);
}
