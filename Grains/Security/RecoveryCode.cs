using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains;

/// <summary>A code that signs in once when the authenticator is lost: 80 random bits, too many to guess even from their hash.</summary>
internal static class RecoveryCode
{
    private const int Count = 10;
    private const int Bytes = 10;
    private const int Group = 4;

    /// <summary>A fresh set, in groups of four characters.</summary>
    public static ImmutableArray<string> NewSet()
        => [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', Base32.Encode(RandomNumberGenerator.GetBytes(Bytes)).Chunk(Group).Select(group => new string(group))))];

    /// <summary>The SHA-256 of a code, in hexadecimal. However it is grouped and cased, and with what base32 takes for digits.</summary>
    public static string HashOf(string typed)
    {
        var text = new StringBuilder(typed.Length);
        foreach (var c in typed)
        {
            if (c != '-' && !char.IsWhiteSpace(c))
                text.Append(char.ToLowerInvariant(c) switch { 'o' => '0', 'i' or 'l' => '1', var other => other });
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
