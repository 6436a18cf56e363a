using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>A change of plan.</summary>
internal sealed record PlanChangeBody
{
    /// <summary>The key of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>When it takes effect: now by default, or when the present period or the trial ends.</summary>
    public ChangeTime When { get; init; }
}

/// <summary>What operators grant or deny one organization, whatever its plan says.</summary>
internal sealed record OverridesBody
{
    /// <summary>Limits in place of the plan's, by meter, 0 or more; null for no limit.</summary>
    [DisallowNull]
    public Dictionary<string, long?>? Limits { get; init; }

    /// <summary>Features and flags that are on or off in place of everything else that is said of them.</summary>
    [DisallowNull]
    public Dictionary<string, bool>? Features { get; init; }

    /// <summary>After how many days what is in the audit log is removed, in place of the plan's; null for as the plan says.</summary>
    public int? AuditRetentionDays { get; init; }

    public Overrides ToOverrides() => new()
    {
        AuditRetentionDays = AuditRetentionDays,
        Limits = (Limits ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal),
        Features = (Features ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal),
    };
}
