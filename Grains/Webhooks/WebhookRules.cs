using System.Collections.Immutable;
using System.Net;

namespace Tenantry.Grains;

/// <summary>What a webhook endpoint can be.</summary>
internal static class WebhookRules
{
    public const int MostTypes = 50;
    public const int LongestUrl = 2000;
    public const int LongestDescription = 200;
    public const long LargestReplay = 10_000;

    // No log comes near; JSON's numbers are exact up to here.
    private const long LargestNumber = 1L << 52;

    /// <summary>The address as it is called. What it says of where it leads is found out at every attempt.</summary>
    public static string Url(FieldRules rules, string field, string value, NetworkGuard networks)
    {
        if (value.Length > LongestUrl)
        {
            rules.Break(field, $"must have at most {LongestUrl} characters");
            return "";
        }

        if (value.Any(c => c is <= ' ' or >= '\x7f') || !Uri.TryCreate(value, UriKind.Absolute, out var url)
            || url.Scheme is not ("https" or "http") || url.Host.Length == 0)
        {
            rules.Break(field, "must be an https address");
            return "";
        }

        if (url.Scheme == "http" && !networks.AllowsAny)
            rules.Break(field, "must be an https address");
        if (url.UserInfo.Length > 0)
            rules.Break(field, "must not hold a user name or a password");
        if (url.Fragment.Length > 0 || value.Contains('#', StringComparison.Ordinal))
            rules.Break(field, "must not have a fragment");
        if (IPAddress.TryParse(url.DnsSafeHost, out var address) && !networks.Admits(address))
            rules.Break(field, "must not be an address of a private or special network");
        else if (IsLocal(url.DnsSafeHost) && !networks.AllowsAny)
            rules.Break(field, "must not name this machine");
        return url.AbsoluteUri;
    }

    /// <summary>As much of an address as everybody may see who sees events: paths and queries often are secrets of the receiver.</summary>
    public static string? Shown(string? url) => url is null ? null : new Uri(url).GetLeftPart(UriPartial.Authority);

    /// <summary>What people call it; can be empty.</summary>
    public static string Description(FieldRules rules, string value)
        => value.Length == 0 ? "" : rules.Line("description", value, LongestDescription);

    /// <summary>The types in ordinal order, each once.</summary>
    public static ImmutableArray<string> Types(FieldRules rules, ImmutableArray<string> types)
    {
        if (types.Length > MostTypes)
            rules.Break("eventTypes", $"must be at most {MostTypes}");
        foreach (var (index, type) in types.Index().Take(MostTypes))
        {
            if (!EventTypes.All.Any(known => Matches(type, known.Name)))
                rules.Break($"eventTypes.{index}", "must be a type of events such as member.added, or all of a kind such as member.*");
        }

        return [.. types.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether a pattern, <c>member.added</c> or <c>member.*</c>, names a type.</summary>
    public static bool Matches(string pattern, string type)
        => pattern.EndsWith(".*", StringComparison.Ordinal) ? type.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == type;

    /// <summary>The range of a replay.</summary>
    public static void CheckRange(FieldRules rules, long after, long through)
    {
        if (after is < 0 or > LargestNumber)
            rules.Break("after", "must be the number of an event, or 0");
        else if (through <= after || through - after > LargestReplay)
            rules.Break("through", $"must be above after, by at most {LargestReplay}");
    }

    private static bool IsLocal(string host)
        => host.TrimEnd('.') is var name
            && (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));
}
