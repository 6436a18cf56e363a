using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>Why something was refused. An answer, not an exception: the caller can act on it.</summary>
[GenerateSerializer, Immutable, Alias("Error")]
public sealed record Error
{
    [Id(0)]
    public required ErrorCode Code { get; init; }

    /// <summary>One sentence for a person; holds no secret and no other tenant's data.</summary>
    [Id(1)]
    public required string Detail { get; init; }

    /// <summary>The members of the request that broke a rule, with the rule; empty when no single member is at fault.</summary>
    [Id(2)]
    public ImmutableArray<FieldError> Fields { get; init; } = [];

    /// <summary>The numbers behind <see cref="ErrorCode.LimitReached"/>.</summary>
    [Id(3)]
    public LimitReached? Limit { get; init; }

    /// <summary>When to try again, if trying again can help.</summary>
    [Id(4)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What <see cref="ErrorCode.FeatureNotInPlan"/> is about.</summary>
    [Id(5)]
    public FeatureMissing? Feature { get; init; }

    /// <summary>What <see cref="ErrorCode.HandOverFirst"/> is about.</summary>
    [Id(6)]
    public ImmutableArray<HeldOrganization> Organizations { get; init; } = [];

    /// <summary>What <see cref="ErrorCode.EventsExpired"/> is about.</summary>
    [Id(7)]
    public long? FirstAvailable { get; init; }
}

/// <summary>One broken rule: the member's path in the request, camelCase with dots, and the rule in a sentence.</summary>
[GenerateSerializer, Immutable, Alias("FieldError")]
public sealed record FieldError([property: Id(0)] string Field, [property: Id(1)] string Rule);

/// <summary>A limit that a request would have overshot.</summary>
/// <param name="Meter">What is counted, for example <c>projects</c>.</param>
/// <param name="Limit">How many the plan allows.</param>
/// <param name="Used">How many there are.</param>
/// <param name="Requested">How many more were asked for.</param>
/// <param name="UpgradeTo">The cheapest plan with room for the request; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("LimitReached")]
public sealed record LimitReached(
    [property: Id(0)] string Meter,
    [property: Id(1)] long Limit,
    [property: Id(2)] long Used,
    [property: Id(3)] long Requested,
    [property: Id(4)] string? UpgradeTo);

/// <summary>A feature that the organization's plan does not have.</summary>
/// <param name="Feature">The feature's key, for example <c>customRoles</c>.</param>
/// <param name="UpgradeTo">The smallest plan that has it; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("FeatureMissing")]
public sealed record FeatureMissing([property: Id(0)] string Feature, [property: Id(1)] string? UpgradeTo);
