using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Tenantry.Grains;

/// <summary>
/// The secrets that an endpoint's deliveries are signed with, encrypted: the present one, and the one before it while its time
/// lasts. Unlike the secret of an API key they are ours to use, so that a hash would not do.
/// </summary>
internal sealed record WebhookSecrets
{
    private const string Purpose = "webhooks";
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    /// <summary>The present secret, encrypted; null before there is one.</summary>
    public string? Current { get; init; }

    /// <summary>The command that had it made. Repeated, it replaces its own, which nobody has seen.</summary>
    public Guid IssuedBy { get; init; }

    /// <summary>The secret before, encrypted; null when there is none.</summary>
    public string? Previous { get; init; }

    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>The secrets with another one; the present one is used beside it for a while.</summary>
    /// <param name="by">The command.</param>
    /// <param name="overlap">For how long.</param>
    /// <param name="now">The time.</param>
    /// <param name="secrets">What encrypts them.</param>
    /// <param name="text">The secret, for its receiver alone.</param>
    public WebhookSecrets Issue(Guid by, TimeSpan overlap, DateTimeOffset now, ISecrets secrets, out string text)
    {
        text = TextOf(RandomNumberGenerator.GetBytes(Bytes));
        var sealedText = secrets.Protect(Purpose, text);
        var keeps = overlap > TimeSpan.Zero && Current is not null;
        return by == IssuedBy ? this with { Current = sealedText } : new()
        {
            Current = sealedText,
            IssuedBy = by,
            Previous = keeps ? Current : null,
            PreviousUntil = keeps ? now + overlap : null,
        };
    }

    /// <summary>Until when the secret before is used as well; null when it is not.</summary>
    public DateTimeOffset? PreviousAt(DateTimeOffset now) => now < PreviousUntil ? PreviousUntil : null;

    /// <summary>The keys to sign with now, the present one first.</summary>
    public ImmutableArray<byte[]> Keys(DateTimeOffset now, ISecrets secrets)
        => [.. ((string?[])[Current, PreviousAt(now) is null ? null : Previous]).OfType<string>().Select(text => Key(text, secrets))];

    /// <summary>A key as its receiver knows it.</summary>
    public static string TextOf(byte[] key) => Prefix + Convert.ToBase64String(key);

    public override string ToString() => nameof(WebhookSecrets);

    private static byte[] Key(string stored, ISecrets secrets)
        => secrets.Open(Purpose, stored) is { } text
            ? Convert.FromBase64String(text[Prefix.Length..])
            : throw new InvalidOperationException("The secret of a webhook endpoint cannot be opened by this key ring.");
}
