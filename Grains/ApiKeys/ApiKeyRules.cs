using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>What an API key can be.</summary>
internal static class ApiKeyRules
{
    public const int MostRequests = 1_000_000;

    /// <summary>The scopes in ordinal order, each once.</summary>
    public static ImmutableArray<string> Scopes(FieldRules rules, ImmutableArray<string> scopes, bool platform)
    {
        if (scopes.Length is 0 or > 100)
            rules.Break("scopes", "must be 1 to 100 names of permissions");
        foreach (var (index, scope) in scopes.Index().Take(100))
        {
            if (!ApiKeyScopes.Exists(scope, platform))
                rules.Break($"scopes.{index}", "is not the name of a permission that a key can have");
        }

        return [.. scopes.Distinct().Order(StringComparer.Ordinal)];
    }

    public static void CheckRequests(FieldRules rules, int? requestsPerMinute)
    {
        if (requestsPerMinute is < 1 or > MostRequests)
            rules.Break("requestsPerMinute", $"must be a whole number from 1 to {MostRequests}");
    }

    /// <summary>How long the old text stays good.</summary>
    public static TimeSpan Overlap(FieldRules rules, int? seconds)
    {
        if (seconds is < 0 || seconds > RotatingSecret.LongestOverlap.TotalSeconds)
            rules.Break("overlapSeconds", $"must be a whole number from 0 to {RotatingSecret.LongestOverlap.TotalSeconds:0}");
        return seconds is { } given ? TimeSpan.FromSeconds(given) : RotatingSecret.UsualOverlap;
    }
}
