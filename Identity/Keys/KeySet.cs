using System.Collections.Immutable;

namespace Tenantry.Identity;

/// <summary>All keys that this process knows of, the oldest first. Immutable; what a key may do follows from the time alone.</summary>
internal sealed class KeySet(ImmutableArray<SigningKey> keys, TimeSpan refreshTokenLifetime)
{
    // An access token may be issued up to a clock's difference after its key was superseded, by a silo that is behind.
    private static readonly TimeSpan AccessTokenTail = IdentitySettings.AccessTokenLifetime + IdentitySettings.ClockSkew + TimeSpan.FromMinutes(5);

    public ImmutableArray<SigningKey> Keys => keys;

    public SigningKey Newest => keys[^1];

    /// <summary>The key that signs now: the newest that is active.</summary>
    public SigningKey Signer(DateTimeOffset now) => keys.LastOrDefault(key => key.ActiveFrom <= now) ?? keys[0];

    /// <summary>The keys that verifiers must know: those to come, the one that signs, and those with tokens that are still valid.</summary>
    public IEnumerable<SigningKey> Published(DateTimeOffset now) => keys.Where(key => now < SupersededAt(key) + AccessTokenTail);

    /// <summary>The key that checks an access token; null when there is none of that name, or it is retired.</summary>
    public SigningKey? Find(string kid, DateTimeOffset now) => Published(now).FirstOrDefault(key => key.Kid == kid);

    /// <summary>The keys of refresh tokens that may still be valid.</summary>
    public IEnumerable<SigningKey> ForRefreshTokens(DateTimeOffset now) => keys.Where(key => !IsSpent(key, now));

    /// <summary>Whether nothing that the key made is valid any more.</summary>
    public bool IsSpent(SigningKey key, DateTimeOffset now) => now >= SupersededAt(key) + AccessTokenTail + refreshTokenLifetime;

    private DateTimeOffset SupersededAt(SigningKey key)
    {
        var newer = keys.Where(other => other.Generation > key.Generation).Select(other => other.ActiveFrom).ToArray();
        // A year before the end of time leaves room for the lifetimes that are added.
        return newer.Length == 0 ? DateTimeOffset.MaxValue.AddYears(-100) : newer.Min();
    }
}
