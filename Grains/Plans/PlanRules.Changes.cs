using System.Globalization;
using System.Text.Json;

namespace Tenantry.Grains;

internal static partial class PlanRules
{
    /// <summary>What an event tells of a change of a plan.</summary>
    /// <param name="before">The plan so far; null for a new one.</param>
    /// <param name="after">The plan from now on.</param>
    public static (string Name, string? Before, string? After)[] Changes(Plan? before, Plan after)
        => [.. Told(after).Zip(before is null ? Told(after).Select(member => member with { Value = null }) : Told(before), (now, then) => (now.Name, then.Value, now.Value))];

    private static (string Name, string? Value)[] Told(Plan plan) =>
    [
        ("displayName", plan.DisplayName),
        ("rank", Text(plan.Rank)),
        ("trialDays", Text(plan.TrialDays)),
        ("afterTrial", plan.AfterTrial),
        ("price", plan.Price is { } price ? $"{Text(price.Amount)} {price.Currency}" : null),
        ("cycle", JsonNamingPolicy.CamelCase.ConvertName($"{plan.Cycle}")),
        ("limits", string.Join(' ', plan.Limits.Select(limit => $"{limit.Key}={Text(limit.Value)}"))),
        ("softLimits", string.Join(' ', plan.SoftLimits)),
        ("features", string.Join(' ', plan.Features.Select(feature => $"{feature.Key}={(feature.Value ? "on" : "off")}"))),
        ("requestsPerMinute", Text(plan.RequestsPerMinute)),
    ];

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
