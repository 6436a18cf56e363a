using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Tenantry.Grains;

/// <summary>What a plan must be like, by itself and among the others.</summary>
internal static partial class PlanRules
{
    public const int MostPlans = 50;
    public const int MostEntries = 50;
    public const long LargestLimit = 1_000_000_000_000_000;

    private const long LargestAmount = 1_000_000_000_000;
    private const int LargestRank = 1_000_000;
    private const int LongestTrial = 3_650;
    private const int LongestRetention = 36_500;

    /// <summary>The plan in its stored form. Errors: <see cref="ErrorCode.ValidationFailed"/>.</summary>
    public static Result<Plan> Read(Plan plan, ImmutableArray<Plan> others)
    {
        var rules = new FieldRules();
        if (!Name().IsMatch(plan.Name))
            rules.Break("plan", "must be 1 to 40 characters of a to z, 0 to 9 and hyphens");
        var displayName = rules.Line("displayName", plan.DisplayName);
        if (plan.Rank is < 0 or > LargestRank)
            rules.Break("rank", $"must be a whole number from 0 to {LargestRank}");
        if (plan.TrialDays is < 1 or > LongestTrial)
            rules.Break("trialDays", $"must be a whole number from 1 to {LongestTrial}");
        if (plan.RequestsPerMinute is < 1 or > LargestLimit)
            rules.Break("requestsPerMinute", $"must be a whole number from 1 to {LargestLimit}");
        CheckRetention(rules, plan.AuditRetentionDays);
        CheckLimits(rules, plan.Limits);
        CheckKeys(rules, "features", plan.Features.Keys);
        foreach (var meter in plan.SoftLimits.Where(meter => !plan.Limits.ContainsKey(meter)))
            rules.Break("softLimits", $"must name meters of limits, and '{Shown(meter)}' is none");
        if (plan.Price is { Amount: < 0 or > LargestAmount })
            rules.Break("price.amount", $"must be a whole number from 0 to {LargestAmount}");
        if (plan.Price is { } price && !Currency().IsMatch(price.Currency))
            rules.Break("price.currency", "must be three letters A to Z");
        if (plan.AfterTrial is { } after)
        {
            if (plan.TrialDays is null)
                rules.Break("afterTrial", "is for trials only");
            else if (!others.Any(other => other.Name == after && other.TrialDays is null && other.Name != plan.Name))
                rules.Break("afterTrial", "must name a plan that exists and is no trial");
        }

        if (rules.AreBroken) return rules.ToError();
        return plan with
        {
            DisplayName = displayName,
            Limits = plan.Limits.WithComparers(StringComparer.Ordinal),
            Features = plan.Features.WithComparers(StringComparer.Ordinal),
            SoftLimits = [.. plan.SoftLimits.Distinct().Order(StringComparer.Ordinal)],
            Revision = 0,
        };
    }

    /// <summary>Breaks a rule when a log would be kept for less than a day, or for longer than a century.</summary>
    public static void CheckRetention(FieldRules rules, int? days)
    {
        if (days is < 1 or > LongestRetention)
            rules.Break("auditRetentionDays", $"must be a whole number from 1 to {LongestRetention}");
    }

    /// <summary>Breaks a rule for each limit that is none.</summary>
    public static void CheckLimits(FieldRules rules, IReadOnlyDictionary<string, long> limits)
    {
        CheckKeys(rules, "limits", limits.Keys);
        foreach (var (meter, limit) in limits)
        {
            if (limit is < 0 or > LargestLimit)
                rules.Break($"limits.{Shown(meter)}", $"must be a whole number from 0 to {LargestLimit}");
        }
    }

    /// <summary>Breaks a rule for each key that is none, and for too many.</summary>
    public static void CheckKeys(FieldRules rules, string field, IEnumerable<string> keys)
    {
        if (keys.Count() > MostEntries)
            rules.Break(field, $"must have at most {MostEntries} members");
        foreach (var key in keys.Where(key => !KeyText.IsKey(key)).Take(MostEntries))
            rules.Break($"{field}.{Shown(key)}", KeyText.Rule);
    }

    /// <summary>Why the catalogue cannot be like this; null when it can.</summary>
    public static Error? Refusal(ImmutableArray<Plan> plans)
    {
        // A plan that trials become must stay one.
        var missing = plans.FirstOrDefault(plan => plan.AfterTrial is { } after && !plans.Any(other => other.Name == after && other.TrialDays is null));
        return !plans.Any(plan => plan.TrialDays is not null) ? Errors.PlanChangeBlocked("Sign-ups begin with a trial, and this is the only one; make another first.")
            : missing is not null ? Errors.PlanChangeBlocked($"The trial '{missing.Name}' becomes this plan when it ends; change that first.")
            : plans.Length > MostPlans ? Errors.CapacityReached("plans", MostPlans)
            : null;
    }

    /// <summary>Whether two plans say the same.</summary>
    public static bool SameTerms(Plan a, Plan b) => GrainJson.ToBytes(a).AsSpan().SequenceEqual(GrainJson.ToBytes(b));

    private static string Shown(string key) => key.Length <= 40 ? key : string.Concat(key.AsSpan(0, 40), "…");

    [GeneratedRegex(@"^[a-z0-9-]{1,40}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Z]{3}\z")]
    private static partial Regex Currency();
}
