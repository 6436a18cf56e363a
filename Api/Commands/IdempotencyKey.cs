using System.Buffers;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Tenantry.Api;

/// <summary>
/// Reads the Idempotency-Key header: a structured-field string (draft-ietf-httpapi-idempotency-key-header-07, RFC 9651), or
/// the same text bare, as most clients send it.
/// </summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int LongestKey = 255;

    private static readonly SearchValues<char> Visible =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

    /// <summary>The key; null when there is none.</summary>
    /// <exception cref="RefusedException">The header is not a key.</exception>
    public static string? Read(StringValues header)
    {
        if (header.Count == 0)
            return null;
        var key = header is [{ } only] ? Unquote(only.Trim()) : null;
        return key is { Length: > 0 and <= LongestKey } && !key.AsSpan().ContainsAnyExcept(Visible)
            ? key
            : throw new RefusedException(Problem.Parameter(Header, $"must be one text of 1 to {LongestKey} visible ASCII characters"));
    }

    private static string? Unquote(string text)
    {
        if (!text.StartsWith('"'))
            return text;

        var key = new StringBuilder(text.Length);
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
                return i == text.Length - 1 ? key.ToString() : null;
            if (text[i] == '\\' && (++i == text.Length || text[i] is not ('"' or '\\')))
                return null;
            key.Append(text[i]);
        }

        return null;
    }
}
