using System.Globalization;

namespace Tenantry.Api;

/// <summary>
/// What a change insists on having seen (RFC 9110, section 13.1.1). A weak or malformed tag matches nothing; of several tags
/// the last one counts, which can refuse a change but never lets a wrong one through.
/// </summary>
/// <param name="Tag">The tag; null when the caller does not insist, or on <c>*</c>.</param>
internal sealed record IfMatch(string? Tag)
{
    // Revisions count from 1, so this matches none.
    private const long NoRevision = -1;

    private static readonly IfMatch Anything = new((string?)null);

    /// <summary>The revision that a plain tag names; null when the caller does not insist.</summary>
    public long? Revision
        => Tag is null ? null
            : Tag.Length > 2 && Tag[0] == '"' && Tag[^1] == '"'
              && long.TryParse(Tag.AsSpan(1, Tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : NoRevision;

    public static ValueTask<IfMatch> BindAsync(HttpContext context) => new(Parse(context.Request.Headers.IfMatch.ToString()));

    public static IfMatch Parse(string header)
        => header.AsSpan().Trim() is "" or "*" ? Anything : new(header[(header.LastIndexOf(',') + 1)..].Trim());
}
