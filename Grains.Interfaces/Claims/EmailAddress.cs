using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Tenantry.Grains.Interfaces;

/// <summary>Reads email addresses. Two spellings with one key are one address, and so one user.</summary>
public static class EmailAddress
{
    // RFC 5321 section 4.5.3.1: 64 octets of local part, 255 of domain, and 256 with its angle brackets for the whole path.
    private const int MaxLength = 254;
    private const int MaxLocalLength = 64;

    /// <summary>
    /// Reads an address as typed. Refused are addresses without exactly one @, with spaces, quotes or control characters, with a
    /// domain that is not a host name of two or more labels, and those longer than mail allows.
    /// </summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="display">The address trimmed and in NFC, as it was typed otherwise.</param>
    /// <param name="key">NFC, lower-cased, with the domain in A-label form; a <c>+tag</c> is kept.</param>
    public static bool TryNormalize(
        string? typed, [NotNullWhen(true)] out string? display, [NotNullWhen(true)] out string? key)
    {
        display = key = null;
        if (typed is null || typed.Length > 4 * MaxLength || !PlainText.TryNormalize(typed, out var text))
            return false;

        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at != text.LastIndexOf('@'))
            return false;

        var local = text[..at];
        if (local.StartsWith('.') || local.EndsWith('.') || local.Contains("..", StringComparison.Ordinal) || !local.All(IsLocalCharacter))
            return false;
        if (!DomainName.TryNormalize(text[(at + 1)..], out var domain))
            return false;

        // Lower-casing can leave NFC (for example Ḯ), so the form is restored afterwards.
        var normalized = local.ToLowerInvariant().Normalize(NormalizationForm.FormC);
        if (Encoding.UTF8.GetByteCount(normalized) > MaxLocalLength || Encoding.UTF8.GetByteCount(normalized) + 1 + domain.Length > MaxLength)
            return false;

        display = text;
        key = $"{normalized}@{domain}";
        return true;
    }

    /// <summary>The normalized domain of an address; null when it is none.</summary>
    public static string? DomainOf(string email) => TryNormalize(email, out _, out var key) ? key[(key.LastIndexOf('@') + 1)..] : null;

    private static bool IsLocalCharacter(char c) => char.IsSurrogate(c) || (!char.IsWhiteSpace(c) && !"\"(),:;<>@[\\]".Contains(c, StringComparison.Ordinal));
}
