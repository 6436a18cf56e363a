using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains;

/// <summary>
/// The hash chain of a log: SHA-256 over the lines previous hash, sequence, id, type, time and content digest, joined by line
/// feeds; the content digest is SHA-256 over the salt and the content in canonical JSON (RFC 8785).
/// </summary>
internal static class EventChain
{
    /// <summary>The hash before the first event.</summary>
    public static string Root { get; } = new('0', 64);

    /// <summary>Links an event to its predecessor.</summary>
    public static LogEntry Link(string previous, long sequence, TenantEvent happened)
    {
        Span<byte> salt = stackalloc byte[16];
        RandomNumberGenerator.Fill(salt);
        var digest = DigestOf(salt, happened);
        return new LogEntry
        {
            Sequence = sequence,
            Event = happened,
            Salt = Convert.ToHexStringLower(salt),
            ContentDigest = digest,
            Hash = HashOf(previous, sequence, happened, digest),
        };
    }

    /// <summary>Whether an entry is what it was when it was linked behind <paramref name="previous"/>.</summary>
    public static bool Verify(string previous, LogEntry entry)
        => (entry.Salt is null || DigestOf(Convert.FromHexString(entry.Salt), entry.Event) == entry.ContentDigest)
            && HashOf(previous, entry.Sequence, entry.Event, entry.ContentDigest) == entry.Hash;

    /// <summary>A time as it is hashed and signed: RFC 3339 in UTC, to the millisecond.</summary>
    public static string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string DigestOf(ReadOnlySpan<byte> salt, TenantEvent happened)
    {
        var content = Encoding.UTF8.GetBytes(CanonicalContent.Of(happened));
        return Convert.ToHexStringLower(SHA256.HashData([.. salt, .. content]));
    }

    private static string HashOf(string previous, long sequence, TenantEvent happened, string digest)
    {
        var lines = string.Create(
            CultureInfo.InvariantCulture, $"{previous}\n{sequence}\n{happened.Id}\n{happened.Type}\n{TimeText(happened.OccurredAt)}\n{digest}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
    }
}
