using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

[GenerateSerializer, Alias("SubscriptionStatus")]
[JsonConverter(typeof(CamelCaseEnumConverter<SubscriptionStatus>))]
public enum SubscriptionStatus
{
    Trialing,
    Active,

    /// <summary>The trial ended and nothing was bought: what there is can be read; every limit is 0 and every feature of the plan is off.</summary>
    Expired,
}

/// <summary>What an organization has bought, as it holds now: its plan's terms with the operators' overrides on top.</summary>
[GenerateSerializer, Immutable, Alias("Subscription")]
public sealed record Subscription
{
    /// <summary>The plan's key.</summary>
    [Id(0)]
    public required string Plan { get; init; }

    [Id(1)]
    public required SubscriptionStatus Status { get; init; }

    /// <summary>When the trial ends; null when there is none, any more or yet.</summary>
    [Id(2)]
    public DateTimeOffset? TrialEndsAt { get; init; }

    /// <summary>How many of each meter are allowed; a meter that is not named has no limit.</summary>
    [Id(3)]
    public ImmutableSortedDictionary<string, long> Limits { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    [Id(4)]
    public ImmutableSortedDictionary<string, bool> Features { get; init; } = ImmutableSortedDictionary<string, bool>.Empty;

    /// <summary>The meters whose limit only warns; the others' limits are never overshot.</summary>
    [Id(5)]
    public ImmutableArray<string> SoftLimits { get; init; } = [];

    /// <summary>When the present period began.</summary>
    [Id(6)]
    public DateTimeOffset PeriodStart { get; init; }

    /// <summary>When the present period ends and the next begins; null once expired.</summary>
    [Id(7)]
    public DateTimeOffset? PeriodEnd { get; init; }

    /// <summary>How long a period is.</summary>
    [Id(8)]
    public Cycle Cycle { get; init; }

    /// <summary>What a period costs; null when it costs nothing.</summary>
    [Id(9)]
    public Price? Price { get; init; }

    /// <summary>The change that is to come; null when there is none.</summary>
    [Id(10)]
    public PendingChange? PendingChange { get; init; }

    /// <summary>How many of a meter are frozen, readable and not writable, because they are beyond the limit; empty in most.</summary>
    [Id(11)]
    public ImmutableSortedDictionary<string, long> Frozen { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>After how many days what is in the audit log is removed; null for never.</summary>
    [Id(13)]
    public int? AuditRetentionDays { get; init; }

    /// <summary>The revision of the organization that it is read off; the ETag is made of it.</summary>
    [Id(12), JsonIgnore]
    public long Revision { get; init; }
}

/// <summary>A change of plan that is to come.</summary>
/// <param name="Plan">The key of the plan.</param>
/// <param name="At">When it takes effect.</param>
[GenerateSerializer, Immutable, Alias("PendingChange")]
public sealed record PendingChange([property: Id(0)] string Plan, [property: Id(1)] DateTimeOffset At);
