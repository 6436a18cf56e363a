using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>A plan as operators define it.</summary>
internal sealed record PlanBody
{
    public required string DisplayName { get; init; }

    /// <summary>Orders the plans: a change to a plan of higher rank is an upgrade.</summary>
    public required int Rank { get; init; }

    /// <summary>How many of each meter the plan allows, 0 or more. A meter that is not named has no limit.</summary>
    public required Dictionary<string, long> Limits { get; init; }

    /// <summary>The meters of limits whose limit only warns.</summary>
    [DisallowNull]
    public string[]? SoftLimits { get; init; }

    /// <summary>Which features the plan has. What is not named is decided by the product's flags.</summary>
    [DisallowNull]
    public Dictionary<string, bool>? Features { get; init; }

    /// <summary>How many days a trial of this plan lasts; null when it is no trial.</summary>
    public int? TrialDays { get; init; }

    /// <summary>The plan that a trial of this one becomes when it ends; null when it expires then.</summary>
    public string? AfterTrial { get; init; }

    /// <summary>What it costs each cycle; null when it costs nothing.</summary>
    public Price? Price { get; init; }

    /// <summary>How long a period is.</summary>
    public Cycle Cycle { get; init; }

    /// <summary>How many requests a minute may be about the organization; null for no limit.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>After how many days what is in the audit log is removed; null for never.</summary>
    public int? AuditRetentionDays { get; init; }

    public Plan ToPlan(string name) => new()
    {
        Name = name,
        DisplayName = DisplayName,
        Rank = Rank,
        Limits = Limits.ToImmutableSortedDictionary(StringComparer.Ordinal),
        SoftLimits = [.. SoftLimits ?? []],
        Features = (Features ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal),
        TrialDays = TrialDays,
        AfterTrial = AfterTrial,
        Price = Price,
        Cycle = Cycle,
        RequestsPerMinute = RequestsPerMinute,
        AuditRetentionDays = AuditRetentionDays,
    };
}
