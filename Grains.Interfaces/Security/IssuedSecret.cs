using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// The text of a secret that we hand out: a head that says whose it is, 256 random bits, and a checksum, all in base32. A scanner
/// of secrets recognizes one that was lost, and what was mistyped is refused without asking anybody.
/// </summary>
public static class IssuedSecret
{
    /// <summary>How many characters follow the head.</summary>
    public const int TailLength = SecretLength + ChecksumLength;

    private const int SecretLength = 52;
    private const int ChecksumLength = 6;

    /// <summary>The whole text.</summary>
    /// <param name="head">Whose it is, for example <c>tnt_plt_01k9…_</c>.</param>
    /// <param name="secret">32 random bytes.</param>
    public static string Text(string head, ReadOnlySpan<byte> secret)
    {
        var text = head + Base32.Encode(secret);
        return text + Checksum(text);
    }

    /// <summary>Whether what follows the head is 256 bits with their checksum.</summary>
    public static bool IsWhole(ReadOnlySpan<char> text, int headLength)
        => text.Length == headLength + TailLength
            // 52 characters carry 260 bits; a first character above '1' would not fit into 256.
            && text[headLength] is '0' or '1'
            && Base32.IsEncoded(text[headLength..])
            && text[^ChecksumLength..].SequenceEqual(Checksum(text[..^ChecksumLength]));

    /// <summary>The SHA-256 of the text, in hexadecimal: all that may be stored. 256 random bits need no salt.</summary>
    public static string HashOf(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[256];
        return Convert.ToHexStringLower(SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)]));
    }

    // The 30 lowest bits of the CRC-32 (ISO-HDLC, as in zip) of everything before it.
    private static string Checksum(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[256];
        var sum = Crc32.HashToUInt32(bytes[..Encoding.UTF8.GetBytes(text, bytes)]) & 0x3fff_ffff;
        return Base32.Encode([(byte)(sum >> 24), (byte)(sum >> 16), (byte)(sum >> 8), (byte)sum])[1..];
    }
}
