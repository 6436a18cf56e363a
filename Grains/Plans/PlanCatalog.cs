using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>The plans that a new deployment starts with, and what can be read off a list of plans.</summary>
internal static class PlanCatalog
{
    /// <summary>Seeded at first start, the smallest first; afterwards they are the operator's data.</summary>
    public static ImmutableArray<Plan> Defaults { get; } =
    [
        Make("trial", "Trial", users: 5, projects: 3, environments: 3, customRoles: true, auditExport: false, sso: false)
            with { TrialDays = 14, RequestsPerMinute = 4_500, AuditRetentionDays = 30 },
        Make("basic", "Basic", users: 10, projects: 5, environments: 3, customRoles: false, auditExport: false, sso: false)
            with { Rank = 10, Price = Euros(19), RequestsPerMinute = 3_000, AuditRetentionDays = 90 },
        Make("standard", "Standard", users: 50, projects: 20, environments: 5, customRoles: true, auditExport: false, sso: false)
            with { Rank = 20, Price = Euros(99), RequestsPerMinute = 4_500, AuditRetentionDays = 365 },
        Make("premium", "Premium", users: 250, projects: 100, environments: 10, customRoles: true, auditExport: true, sso: true)
            with { Rank = 30, Price = Euros(499), RequestsPerMinute = 6_000, AuditRetentionDays = 730 },
        Make("platinum", "Platinum", users: 100_000, projects: 1_000, environments: 20, customRoles: true, auditExport: true, sso: true)
            with { Rank = 40, Price = Euros(1_999), RequestsPerMinute = 18_000, AuditRetentionDays = 2_555 },
    ];

    /// <summary>The smallest plan, no trial, that allows more of a meter than a limit; null when there is none.</summary>
    public static Plan? NextWithRoom(ImmutableArray<Plan> plans, string meter, long limit)
        => plans.FirstOrDefault(plan => plan.TrialDays is null
            && (!plan.Limits.TryGetValue(meter, out var allowed) || allowed > limit || plan.SoftLimits.Contains(meter)));

    /// <summary>The smallest plan, no trial, that has a feature; null when there is none.</summary>
    public static Plan? NextWithFeature(ImmutableArray<Plan> plans, string feature)
        => plans.FirstOrDefault(plan => plan.TrialDays is null && plan.Features.GetValueOrDefault(feature));

    private static Price Euros(long amount) => new() { Amount = amount * 100, Currency = "EUR" };

    private static Plan Make(
        string name, string displayName, long users, long projects, long environments, bool customRoles, bool auditExport, bool sso) => new()
        {
            Name = name,
            DisplayName = displayName,
            Limits = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        [
            KeyValuePair.Create(Meters.Users, users),
            KeyValuePair.Create(Meters.Projects, projects),
            KeyValuePair.Create(Meters.Environments, environments),
        ]),
            Features = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        [
            KeyValuePair.Create("auditExport", auditExport),
            KeyValuePair.Create("customRoles", customRoles),
            KeyValuePair.Create("sso", sso),
        ]),
        };
}
