using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Tenantry.Api;

/// <summary>Strong entity tags (RFC 9110, section 8.8.3).</summary>
internal static class EntityTag
{
    /// <summary>The tag of a resource whose only version is its revision.</summary>
    public static string Of(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    /// <summary>The tag of a resource that is put together from several.</summary>
    /// <param name="version">Letters, digits and hyphens that differ whenever the resource does.</param>
    public static string Of(string version) => $"\"{version}\"";

    /// <summary>Whether an If-None-Match names the tag. The comparison is weak, as section 13.1.2 asks for.</summary>
    public static bool NoneMatches(StringValues ifNoneMatch, string tag)
    {
        foreach (var line in ifNoneMatch)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var candidate = line.AsSpan()[range].Trim();
                if (candidate.StartsWith("W/", StringComparison.Ordinal))
                    candidate = candidate[2..];
                if (candidate is "*" || candidate.SequenceEqual(tag))
                    return true;
            }
        }

        return false;
    }
}
