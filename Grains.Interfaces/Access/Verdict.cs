namespace Tenantry.Grains.Interfaces;

/// <summary>What became of a question for a permission.</summary>
[GenerateSerializer, Alias("Ruling")]
public enum Ruling
{
    Allowed,

    /// <summary>The user is no member: for them the organization does not exist.</summary>
    Stranger,

    /// <summary>No role of theirs grants it.</summary>
    Denied,

    /// <summary>The organization is suspended.</summary>
    Suspended,

    /// <summary>A role grants it, but the plan does not have the feature it is bound to.</summary>
    FeatureMissing,

    /// <summary>The member, or the project, is beyond the plan's limit and can only be read.</summary>
    Frozen,

    /// <summary>The organization demands a second factor, and the caller signed in without one.</summary>
    SecondFactorMissing,
}

/// <summary>The answer to a question for a permission.</summary>
[GenerateSerializer, Immutable, Alias("Verdict")]
public sealed record Verdict
{
    public static readonly Verdict Allowed = new() { Ruling = Ruling.Allowed };

    [Id(0)]
    public required Ruling Ruling { get; init; }

    /// <summary>The missing feature of <see cref="Ruling.FeatureMissing"/>, or the meter of <see cref="Ruling.Frozen"/>.</summary>
    [Id(1)]
    public string? About { get; init; }

    /// <summary>How many requests a minute may be about the organization; null for no limit.</summary>
    [Id(2)]
    public long? RequestsPerMinute { get; init; }
}
