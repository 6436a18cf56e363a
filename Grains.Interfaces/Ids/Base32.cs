using System.Buffers;

namespace Tenantry.Grains.Interfaces;

/// <summary>Crockford's base32 in lower case, most significant bits first.</summary>
public static class Base32
{
    /// <summary>The characters, in their order.</summary>
    public const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <summary>
    /// Encodes the bytes as one big number, so that the order of the texts is the order of the numbers;
    /// the first character carries the bits left over.
    /// </summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var length = (bytes.Length * 8 + 4) / 5;
        Span<char> text = stackalloc char[length];
        int accumulator = 0, bits = 0, at = length;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            accumulator |= bytes[i] << bits;
            bits += 8;
            while (bits >= 5)
            {
                text[--at] = Alphabet[accumulator & 31];
                accumulator >>= 5;
                bits -= 5;
            }
        }

        if (bits > 0)
            text[--at] = Alphabet[accumulator & 31];
        return new string(text);
    }

    /// <summary>The number that at most 12 encoded characters stand for.</summary>
    public static long DecodeNumber(ReadOnlySpan<char> text)
    {
        var number = 0L;
        foreach (var c in text)
            number = (number << 5) | (long)Alphabet.IndexOf(c, StringComparison.Ordinal);
        return number;
    }

    /// <summary>Whether every character is of the alphabet.</summary>
    public static bool IsEncoded(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Characters);
}
