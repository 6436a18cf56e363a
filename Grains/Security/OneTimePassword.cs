using System.Security.Cryptography;
using OtpNet;

namespace Tenantry.Grains;

/// <summary>Time-based one-time passwords (RFC 6238): six digits from HMAC-SHA-1 every 30 s, as every authenticator makes them.</summary>
internal static class OneTimePassword
{
    // RFC 4226 section 4 recommends 160 bits.
    private const int SeedLength = 20;

    // RFC 6238 section 5.2: one step back for the way here; one ahead, because the clock of a phone can be fast.
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>A random seed, in base32 as RFC 4648 has it.</summary>
    public static string NewSeed() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(SeedLength));

    /// <summary>The link that puts a seed into an authenticator.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="account">Whose it is, as the authenticator lists it.</param>
    /// <param name="issuer">What the account is with.</param>
    public static string Uri(string seed, string account, string issuer) => new OtpUri(OtpType.Totp, seed, account, issuer).ToString();

    /// <summary>The number of the time step that a code belongs to; null when it belongs to none near <paramref name="now"/>.</summary>
    public static long? StepOf(string seed, string code, DateTimeOffset now)
    {
        var typed = code.Replace(" ", "", StringComparison.Ordinal);
        return typed.Length == 6 && typed.All(char.IsAsciiDigit)
            && new Totp(Base32Encoding.ToBytes(seed)).VerifyTotp(now.UtcDateTime, typed, out var step, Window)
                ? step
                : null;
    }
}
