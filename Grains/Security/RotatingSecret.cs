using System.Security.Cryptography;
using System.Runtime.InteropServices;

namespace Tenantry.Grains;

/// <summary>A secret that somebody outside holds: its hash, and that of the one before it while its time lasts.</summary>
internal sealed record RotatingSecret
{
    public static readonly TimeSpan UsualOverlap = TimeSpan.FromDays(1);
    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(7);

    /// <summary>The SHA-256 of the text, in hexadecimal; empty before there is a text.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Counts the texts that were meant to be seen, from 1.</summary>
    public int Generation { get; init; }

    /// <summary>The command that had the present text made. Repeated, it replaces its own text, which nobody has seen.</summary>
    public Guid IssuedBy { get; init; }

    /// <summary>The hash of the text before; null when there is none.</summary>
    public string? PreviousHash { get; init; }

    /// <summary>Until when the text before is good.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>The secret with another text; the present one stays good for a while, an older one does not.</summary>
    public RotatingSecret Issue(string hash, Guid by, TimeSpan overlap, DateTimeOffset now)
        => by == IssuedBy ? this with { Hash = hash } : new()
        {
            Hash = hash,
            Generation = Generation + 1,
            IssuedBy = by,
            PreviousHash = overlap > TimeSpan.Zero && Hash.Length > 0 ? Hash : null,
            PreviousUntil = overlap > TimeSpan.Zero && Hash.Length > 0 ? now + overlap : null,
        };

    /// <summary>The generation of the text with this hash; null when it is not good, any more or yet.</summary>
    public int? Find(string hash, DateTimeOffset now)
        => Hash.Length > 0 && AreEqual(Hash, hash) ? Generation
            : PreviousHash is { } previous && now < PreviousUntil && AreEqual(previous, hash) ? Generation - 1
            : null;

    /// <summary>Whether the text of a generation is still good.</summary>
    public bool IsGood(int generation, DateTimeOffset now)
        => (generation == Generation && Hash.Length > 0) || (generation == Generation - 1 && PreviousHash is not null && now < PreviousUntil);

    /// <summary>Until when the text before is good; null when it is not.</summary>
    public DateTimeOffset? PreviousAt(DateTimeOffset now) => now < PreviousUntil ? PreviousUntil : null;

    public override string ToString() => nameof(RotatingSecret);

    private static bool AreEqual(string a, string b)
        => CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(a.AsSpan()), MemoryMarshal.AsBytes(b.AsSpan()));
}
