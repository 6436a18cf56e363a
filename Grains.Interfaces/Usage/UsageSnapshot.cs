using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>What an organization uses of the meters that the product defines, at one moment.</summary>
[GenerateSerializer, Immutable, Alias("UsageSnapshot")]
public sealed record UsageSnapshot
{
    /// <summary>By the meter's key. Meters that were never used are missing; some may be there that the product defines no more.</summary>
    [Id(0)]
    public ImmutableSortedDictionary<string, MeterUse> Meters { get; init; } = ImmutableSortedDictionary<string, MeterUse>.Empty;

    /// <summary>
    /// Differs whenever the numbers differ, also when a reservation has expired or a month has ended, which no command did: for
    /// entity tags.
    /// </summary>
    [Id(1)]
    public required string Version { get; init; }

    /// <summary>What is used of a meter, as the product defines it now; nothing under another kind counts.</summary>
    public MeterUse Of(MeterDefinition meter)
        => Meters.TryGetValue(meter.Key, out var use) && use.Kind == meter.Kind ? use : new MeterUse(meter.Kind, Used: 0, Reserved: 0);
}

/// <summary>What is used of one meter.</summary>
/// <param name="Kind">How it was counted.</param>
/// <param name="Used">How many are committed; for counters, how much was counted since the beginning or in the current month.</param>
/// <param name="Reserved">How many are held by reservations that have not expired; 0 for counters.</param>
[GenerateSerializer, Immutable, Alias("MeterUse")]
public sealed record MeterUse([property: Id(0)] MeterKind Kind, [property: Id(1)] long Used, [property: Id(2)] long Reserved)
{
    /// <summary>What counts against a limit.</summary>
    public long InUse => Used + Reserved;
}
