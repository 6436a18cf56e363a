using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>What operators grant or deny one organization, whatever its plan says. None of it holds while the subscription is expired.</summary>
[GenerateSerializer, Immutable, Alias("Overrides")]
public sealed record Overrides
{
    public static readonly Overrides None = new();

    /// <summary>Limits in place of the plan's, by meter; null for no limit.</summary>
    [Id(0)]
    public ImmutableSortedDictionary<string, long?> Limits { get; init; } = ImmutableSortedDictionary<string, long?>.Empty;

    /// <summary>Features and flags that are on or off in place of everything else that is said of them.</summary>
    [Id(1)]
    public ImmutableSortedDictionary<string, bool> Features { get; init; } = ImmutableSortedDictionary<string, bool>.Empty;

    /// <summary>After how many days what is in the audit log is removed, in place of the plan's; null for as the plan says.</summary>
    [Id(3)]
    public int? AuditRetentionDays { get; init; }

    /// <summary>The revision of the organization; the ETag is made of it.</summary>
    [Id(2), JsonIgnore]
    public long Revision { get; init; }
}
