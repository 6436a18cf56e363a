using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Api;

/// <summary>
/// The opaque text that names a place in a list: the key to read after, and a digest of it and of the list, so that a cursor
/// that was changed or belongs to another list is recognized. It guards against mistakes, not against forgery: the list
/// itself reads nothing outside its own partition.
/// </summary>
internal static class Cursor
{
    private const int DigestLength = 6;

    /// <param name="path">The list's path.</param>
    /// <param name="key">The key to read after.</param>
    public static string Of(string path, string key)
        => Base64Url.EncodeToString([.. Digest(path, key), .. Encoding.UTF8.GetBytes(key)]);

    /// <summary>The key to read after; null when the cursor is none of this list's.</summary>
    public static string? Read(string path, string cursor)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(cursor);
            if (bytes.Length <= DigestLength)
                return null;

            var key = Encoding.UTF8.GetString(bytes.AsSpan(DigestLength));
            // Compared as text, because base64 has several spellings of one value and only ours is accepted.
            return Of(path, key) == cursor ? key : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> Digest(string path, string key)
        => SHA256.HashData(Encoding.UTF8.GetBytes($"{path.TrimEnd('/').ToLowerInvariant()}\n{key}")).AsSpan(0, DigestLength);
}
