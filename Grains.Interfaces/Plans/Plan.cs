using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>What an organization can subscribe to. Plans are data; code asks for an ability or a limit, never for a name.</summary>
[GenerateSerializer, Immutable, Alias("Plan")]
public sealed record Plan
{
    /// <summary>The plan's key, for example <c>trial</c>.</summary>
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public required string DisplayName { get; init; }

    /// <summary>How many days a trial of this plan lasts; null when it is not a trial.</summary>
    [Id(2)]
    public int? TrialDays { get; init; }

    /// <summary>How many of each meter the plan allows. A meter that is not named has no limit.</summary>
    [Id(3)]
    public ImmutableSortedDictionary<string, long> Limits { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Which features the plan has.</summary>
    [Id(4)]
    public ImmutableSortedDictionary<string, bool> Features { get; init; } = ImmutableSortedDictionary<string, bool>.Empty;

    /// <summary>The meters whose limit only warns; the others' limits are never overshot.</summary>
    [Id(5)]
    public ImmutableArray<string> SoftLimits { get; init; } = [];

    /// <summary>Orders the plans: a change to a plan of higher rank is an upgrade.</summary>
    [Id(6)]
    public int Rank { get; init; }

    /// <summary>What it costs each cycle; null when it costs nothing.</summary>
    [Id(7)]
    public Price? Price { get; init; }

    /// <summary>How long a period is.</summary>
    [Id(8)]
    public Cycle Cycle { get; init; }

    /// <summary>The plan that a trial of this one becomes when it ends; null when it expires then.</summary>
    [Id(9)]
    public string? AfterTrial { get; init; }

    /// <summary>How many requests a minute may be about the organization; null for no limit.</summary>
    [Id(11)]
    public long? RequestsPerMinute { get; init; }

    /// <summary>After how many days what is in the audit log is removed; null for never.</summary>
    [Id(12)]
    public int? AuditRetentionDays { get; init; }

    /// <summary>Counts the changes of all plans; the ETag is made of it. What was bought has none.</summary>
    [Id(10), JsonIgnore]
    public long Revision { get; init; }
}

/// <summary>The meters that Tenantry itself counts.</summary>
public static class Meters
{
    /// <summary>Members of the organization.</summary>
    public const string Users = "users";

    /// <summary>Projects of the organization.</summary>
    public const string Projects = "projects";

    /// <summary>Environments of each project.</summary>
    public const string Environments = "environments";
}
