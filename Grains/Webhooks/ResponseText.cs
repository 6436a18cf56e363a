using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Tenantry.Grains;

/// <summary>
/// What is kept of a receiver's answer. It can repeat what it was sent, or say too much about itself, so what looks like a secret is
/// cut out.
/// </summary>
internal static partial class ResponseText
{
    private const int MaxLength = 2000;
    private const string Cut = "…";

    public static string? Of(string body, string signature, ImmutableArray<byte[]> keys)
    {
        var text = body.Length > 2 * MaxLength ? body[..(2 * MaxLength)] : body;
        foreach (var secret in (string[])[.. signature.Split(' '), .. keys.Select(WebhookSecrets.TextOf), .. keys.Select(Convert.ToBase64String)])
            text = text.Replace(secret, Cut, StringComparison.Ordinal);
        text = Control().Replace(Secret().Replace(text, Cut), " ").Trim();
        return text.Length switch
        {
            0 => null,
            > MaxLength => text[..MaxLength],
            _ => text,
        };
    }

    // Our own kinds of secrets, credentials in headers and addresses, and the tokens that everybody else uses.
    [GeneratedRegex(
        @"(whsec_|whsk_|tnt_|sk_|ghp_|xox[abp]-)[A-Za-z0-9+/=_-]{8,}|(?<=(Bearer|Basic)\s+)[A-Za-z0-9+/=._~-]+|v1,[A-Za-z0-9+/=]{20,}|eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*|(?<=://)[^/\s@]+(?=@)|(?<=(secret|token|password|api_?key)""?\s*[:=]\s*""?)[^\s""&,}]{6,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex(@"[\p{Cc}\p{Cs}-[\n\t]]+")]
    private static partial Regex Control();
}
