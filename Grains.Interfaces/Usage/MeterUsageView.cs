namespace Tenantry.Grains.Interfaces;

/// <summary>One meter: what is used of it and what is allowed.</summary>
[GenerateSerializer, Immutable, Alias("MeterUsageView")]
public sealed record MeterUsageView
{
    [Id(0)]
    public required string Meter { get; init; }

    [Id(1)]
    public string? DisplayName { get; init; }

    [Id(2)]
    public required MeterKind Kind { get; init; }

    /// <summary>How much is used; null for environments, which are counted in each project.</summary>
    [Id(3)]
    public required long? Used { get; init; }

    /// <summary>How much is held by open reservations.</summary>
    [Id(4)]
    public required long Reserved { get; init; }

    /// <summary>How much the plan allows; null for no limit.</summary>
    [Id(5)]
    public required long? Limit { get; init; }

    /// <summary>Whether the limit only warns.</summary>
    [Id(6)]
    public required bool Soft { get; init; }

    /// <summary>The calendar month (UTC) that a monthly meter is counted in, such as <c>2026-01</c>; null for the others.</summary>
    [Id(7)]
    public string? Period { get; init; }
}
