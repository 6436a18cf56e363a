using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Grains;

internal sealed partial record UserState
{
    /// <summary>The number of the wish by which the address is held; 0 for that of the sign-up.</summary>
    public long EmailWish { get; init; }

    /// <summary>The address that the account is to get, or did not get; null when none was wished for.</summary>
    public WantedEmail? Wanted { get; init; }

    /// <summary>Whether a claim with this key is this user's own. A refused wish holds nothing, one that is not decided yet does.</summary>
    public bool Holds(string claim)
        => Created && (claim == EmailClaim() || (Wanted is { Refusal: null } wanted && claim == GrainKeys.EmailClaimKey(wanted.Key)));

    /// <summary>The normalized address.</summary>
    public string EmailKey()
        => EmailAddress.TryNormalize(Email, out _, out var key) ? key : throw new InvalidOperationException("The account has no email address.");

    public string EmailClaim() => GrainKeys.EmailClaimKey(EmailKey());

    /// <summary>The address is proven.</summary>
    public UserState Verified() => Without(ProofPurpose.VerifyEmail) with { EmailVerified = true };

    /// <summary>Gets the address that it wanted. What was mailed to the one so far is void.</summary>
    public UserState Moved(WantedEmail wanted) => this with
    {
        Email = wanted.Address,
        EmailVerified = true,
        EmailWish = wanted.Wish,
        Wanted = null,
        Proofs = [],
    };

    /// <summary>Does not get it. When it may yet become free, the token stays good.</summary>
    public UserState Refused(WantedEmail wanted, ClaimAnswer answer)
        => (answer == ClaimAnswer.Taken ? Without(ProofPurpose.ChangeEmail) : this) with { Wanted = wanted with { Refusal = answer } };

    /// <summary>Whether a wish for an address is not decided yet.</summary>
    public bool IsMoving([NotNullWhen(true)] out WantedEmail? wanted)
    {
        wanted = Wanted is { Refusal: null } ? Wanted : null;
        return wanted is not null;
    }
}

/// <summary>An address that an account is to get.</summary>
/// <param name="Address">As typed.</param>
/// <param name="Key">Normalized.</param>
/// <param name="Wish">The number of the wish.</param>
internal sealed record WantedEmail(string Address, string Key, long Wish)
{
    /// <summary>Why the account did not get it; null until that is decided. Kept to tell who asked.</summary>
    public ClaimAnswer? Refusal { get; init; }

    public override string ToString() => nameof(WantedEmail);
}
