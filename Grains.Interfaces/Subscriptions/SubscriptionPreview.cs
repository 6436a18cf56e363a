using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>What a change of plan would do, worked out by the same rules and without doing it.</summary>
[GenerateSerializer, Immutable, Alias("SubscriptionPreview")]
public sealed record SubscriptionPreview
{
    /// <summary>The key of the plan.</summary>
    [Id(0)]
    public required string Plan { get; init; }

    /// <summary>When it would take effect.</summary>
    [Id(1)]
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>Why the change would be refused; empty when it would be made.</summary>
    [Id(2)]
    public ImmutableArray<Block> Blocked { get; init; } = [];

    /// <summary>What would be beyond the new limits, as things are now; nothing of it is deleted.</summary>
    [Id(3)]
    public ImmutableArray<FrozenMeter> Frozen { get; init; } = [];

    [Id(4)]
    public required FeatureChanges Features { get; init; }

    [Id(5)]
    public required ChangeCost Cost { get; init; }
}

/// <summary>A reason for which a change would be refused.</summary>
/// <param name="Code">The code of the refusal.</param>
/// <param name="Detail">One sentence for a person.</param>
[GenerateSerializer, Immutable, Alias("Block")]
public sealed record Block([property: Id(0)] string Code, [property: Id(1)] string Detail);

/// <summary>What is beyond one limit.</summary>
/// <param name="Meter">What is counted. The limit of environments is each project's, and <paramref name="Used"/> is that of the fullest one.</param>
/// <param name="Limit">How many would be allowed.</param>
/// <param name="Used">How many there are.</param>
/// <param name="Surplus">How many could only be read; of what the product counts, by how many the limit is overshot.</param>
/// <param name="Items">The ids of the first twenty of them in the order in which they were made; none of what the product counts.</param>
[GenerateSerializer, Immutable, Alias("FrozenMeter")]
public sealed record FrozenMeter(
    [property: Id(0)] string Meter,
    [property: Id(1)] long Limit,
    [property: Id(2)] long Used,
    [property: Id(3)] long Surplus,
    [property: Id(4)] ImmutableArray<string> Items);

/// <summary>The features that a change would switch.</summary>
[GenerateSerializer, Immutable, Alias("FeatureChanges")]
public sealed record FeatureChanges(
    [property: Id(0)] ImmutableArray<string> Gained,
    [property: Id(1)] ImmutableArray<string> Lost);

/// <summary>What a change costs, in the currency's smallest unit.</summary>
[GenerateSerializer, Immutable, Alias("ChangeCost")]
public sealed record ChangeCost
{
    /// <summary>The currency's code; null when neither plan costs anything.</summary>
    [Id(0)]
    public string? Currency { get; init; }

    /// <summary>What a period of the new plan costs.</summary>
    [Id(1)]
    public required long Price { get; init; }

    /// <summary>How long a period of the new plan is.</summary>
    [Id(2)]
    public required Cycle Cycle { get; init; }

    /// <summary>The part of the present period's price that its unused seconds are worth, rounded half up.</summary>
    [Id(3)]
    public required long Credit { get; init; }

    /// <summary>The price less the credit, on a change at once; negative when something is left in the organization's favour.</summary>
    [Id(4)]
    public required long DueNow { get; init; }

    /// <summary>What is due when the next period begins.</summary>
    [Id(5)]
    public required long DueAtRenewal { get; init; }
}
