using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Tenantry.Grains.Interfaces;

/// <summary>Reads and makes slugs, the names of organizations in addresses.</summary>
public static class Slug
{
    public const int MinLength = 3;
    public const int MaxLength = 40;

    // Names that a product's own hosts and paths use; a tenant by that name could pose as the product.
    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
    [
        "about", "account", "accounts", "admin", "administrator", "api", "app", "assets", "auth", "billing", "blog", "cdn",
        "console", "contact", "dashboard", "dev", "developer", "developers", "docs", "download", "email", "events", "ftp",
        "health", "healthz", "help", "home", "hooks", "host", "imap", "internal", "legal", "localhost", "login", "logout",
        "mail", "metrics", "mx", "news", "ns1", "ns2", "null", "oauth", "openapi", "operator", "operators", "org",
        "organization", "organizations", "pop", "pop3", "postmaster", "pricing", "privacy", "prod", "production", "project",
        "projects", "public", "register", "root", "sales", "security", "self", "settings", "sign-in", "sign-out", "sign-up",
        "signin", "signout", "signup", "signups", "smtp", "sso", "staging", "static", "status", "store", "support", "sysadmin",
        "system", "team", "teams", "tenant", "tenantry", "tenants", "terms", "test", "undefined", "user", "users", "webhooks",
        "webmail", "well-known", "wiki", "www",
    ]);

    /// <summary>Whether a normalized slug is kept for the product itself.</summary>
    public static bool IsReserved(string slug) => Reserved.Contains(slug);

    /// <summary>
    /// Reads a slug as typed: NFKC and lower case, then 3 to 40 of a to z, 0 to 9 and single inner hyphens. What merely looks like
    /// these letters is refused.
    /// </summary>
    public static bool TryNormalize(string? typed, [NotNullWhen(true)] out string? slug)
    {
        slug = null;
        if (typed is null || typed.Length > 4 * MaxLength || !PlainText.TryNormalize(typed, out var text))
            return false;

        var normalized = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        if (normalized.Length is < MinLength or > MaxLength || !normalized.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            || normalized.StartsWith('-') || normalized.EndsWith('-') || normalized.Contains("--", StringComparison.Ordinal))
            return false;

        slug = normalized;
        return true;
    }

    /// <summary>
    /// The slug a name suggests, with room for a suffix: letters lose their accents, everything else becomes a hyphen. Falls back
    /// to <c>org</c>, which is reserved and so always gets a suffix.
    /// </summary>
    public static string Suggest(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var text = slug.ToString(0, Math.Min(slug.Length, MaxLength - 8)).Trim('-');
        return text.Length < MinLength ? "org" : text;
    }
}
