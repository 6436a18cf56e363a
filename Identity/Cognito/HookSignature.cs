using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>
/// Signatures of Standard Webhooks: HMAC-SHA-256 of the id, the time and the body, within five minutes. A message that comes again
/// within that time is taken again; what it asks for must be safe to repeat.
/// </summary>
internal static class HookSignature
{
    private const string Prefix = "whsec_";
    private const string Version = "v1,";
    private const int ShortestKey = 24;
    private const int LongestKey = 64;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The key of a secret; null when it is none.</summary>
    public static byte[]? Key(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var bytes = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length) && length is >= ShortestKey and <= LongestKey
            ? bytes[..length]
            : null;
    }

    /// <summary>Whether one of the message's signatures was made with the key, not long ago.</summary>
    public static bool Holds(SignedMessage message, byte[] key, DateTimeOffset now)
    {
        if (message.Id.Length == 0 || message.Id.Contains('.', StringComparison.Ordinal)
            || !long.TryParse(message.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
            return false;

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{message.Id}.{message.Timestamp}."));
        hmac.AppendData(message.Body.Span);
        var expected = hmac.GetHashAndReset();

        var holds = false;
        foreach (var signature in message.Signature.Split(' '))
            holds |= IsEqual(signature, expected);
        return holds;
    }

    private static bool IsEqual(string signature, byte[] expected)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        return signature.StartsWith(Version, StringComparison.Ordinal)
            && Convert.TryFromBase64String(signature[Version.Length..], given, out var length) && length == given.Length
            && CryptographicOperations.FixedTimeEquals(given, expected);
    }
}
