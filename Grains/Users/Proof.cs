using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains;

/// <summary>A token that was asked for, and perhaps made: of each purpose an account has one at most.</summary>
internal sealed record Proof
{
    public required ProofPurpose Purpose { get; init; }

    /// <summary>The address that the token goes to.</summary>
    public required string Email { get; init; }

    /// <summary>The number of the request.</summary>
    public required long Order { get; init; }

    /// <summary>The SHA-256 of the token's secret, in hexadecimal; null until the mail is sent.</summary>
    public string? Hash { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How long a token is good for.</summary>
    public static TimeSpan Lifetime(ProofPurpose purpose) => purpose switch
    {
        ProofPurpose.VerifyEmail => TimeSpan.FromDays(3),
        ProofPurpose.ResetPassword => TimeSpan.FromHours(1),
        ProofPurpose.ChangeEmail => TimeSpan.FromHours(24),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "No such purpose."),
    };

    /// <summary>The mail that asks the owner of an account to verify the address.</summary>
    public static VerifyEmailMail Verification(UserId user, string to, long order, DateTimeOffset now) => new()
    {
        To = to,
        User = user,
        Order = order,
        ExpiresAt = now + Lifetime(ProofPurpose.VerifyEmail),
    };

    /// <summary>Whether a token with this hash is good. Takes as long wherever the hashes differ.</summary>
    public bool Is(string hash, DateTimeOffset now)
        => Hash is not null && now < ExpiresAt && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash), Encoding.ASCII.GetBytes(hash));
}
