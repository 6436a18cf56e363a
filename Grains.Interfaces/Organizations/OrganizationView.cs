using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

[GenerateSerializer, Alias("OrganizationStatus")]
[JsonConverter(typeof(CamelCaseEnumConverter<OrganizationStatus>))]
public enum OrganizationStatus
{
    Active,
    /// <summary>Stopped by an operator: it can be read, nothing in it can be used or changed.</summary>
    Suspended,
}

[GenerateSerializer, Alias("SubscriptionStatus")]
[JsonConverter(typeof(CamelCaseEnumConverter<SubscriptionStatus>))]
public enum SubscriptionStatus
{
    Trialing,
    Active,
}

/// <summary>What an organization has bought.</summary>
[GenerateSerializer, Immutable, Alias("Subscription")]
public sealed record Subscription
{
    /// <summary>The plan's key.</summary>
    [Id(0)]
    public required string Plan { get; init; }

    [Id(1)]
    public required SubscriptionStatus Status { get; init; }

    /// <summary>When the trial ends; null when there is none.</summary>
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
}

/// <summary>An organization as its members see it.</summary>
[GenerateSerializer, Immutable, Alias("OrganizationView")]
public sealed record OrganizationView
{
    [Id(0)]
    public required OrganizationId Id { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    /// <summary>Unique worldwide; 3 to 40 characters of a to z, 0 to 9 and single inner hyphens.</summary>
    [Id(2)]
    public required string Slug { get; init; }

    [Id(3)]
    public required OrganizationStatus Status { get; init; }

    [Id(4)]
    public required Subscription Subscription { get; init; }

    [Id(5)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The product's own id of the organization; absent when it has none.</summary>
    [Id(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExternalId { get; init; }

    /// <summary>Counts the changes of this view, from 1; the ETag is made of it.</summary>
    [Id(6), JsonIgnore]
    public long Revision { get; init; }
}
