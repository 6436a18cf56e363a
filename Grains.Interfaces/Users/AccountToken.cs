using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// The secret in a mail to the owner of an account. Its text says whose it is, so that no index is needed to find it: a prefix, the
/// user, and 256 random bits, all in base32. Neither stored nor logged.
/// </summary>
/// <param name="User">Whose account it is about.</param>
/// <param name="Hash">The SHA-256 of the secret, in hexadecimal: all that may be stored.</param>
public readonly record struct AccountToken(UserId User, string Hash)
{
    /// <summary>What every token begins with, so that a scanner of secrets recognizes one that was lost.</summary>
    public const string Prefix = "acct_";

    private const int IdLength = 26;
    private const int SecretLength = 52;

    /// <summary>A fresh token.</summary>
    /// <param name="user">Whose account it is about.</param>
    /// <param name="secret">32 random bytes.</param>
    /// <param name="text">The whole token, for the mail alone.</param>
    public static AccountToken Issue(UserId user, ReadOnlySpan<byte> secret, out string text)
    {
        var encoded = Base32.Encode(secret);
        text = $"{Prefix}{user.Value.AsSpan(UserId.Prefix.Length)}{encoded}";
        return new(user, HashOf(encoded));
    }

    /// <summary>Reads a token. It comes by mail, so white space around it is forgiven.</summary>
    public static bool TryParse(string? typed, out AccountToken token)
    {
        token = default;
        if (typed is null || typed.Length > 1000)
            return false;

        var text = typed.Trim();
        if (text.Length != Prefix.Length + IdLength + SecretLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        if (!TypedId.TryParse<UserId>($"{UserId.Prefix}{text.AsSpan(Prefix.Length, IdLength)}", out var user)
            || !Base32.IsEncoded(text.AsSpan(Prefix.Length + IdLength)))
            return false;

        token = new(user, HashOf(text[(Prefix.Length + IdLength)..]));
        return true;
    }

    /// <summary>Whether a hash is this token's. Takes as long wherever they differ.</summary>
    public bool Is(string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash), Encoding.ASCII.GetBytes(hash));

    public override string ToString() => User.Value;

    // Of the text and not of its bits, because the first character has spare ones: each token has exactly one spelling.
    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
}
