namespace Tenantry.Grains.Interfaces;

/// <summary>How much of a meter an organization may use.</summary>
[GenerateSerializer, Immutable, Alias("MeterAllowance")]
public sealed record MeterAllowance
{
    [Id(0)]
    public required MeterDefinition Meter { get; init; }

    /// <summary>How much; for a monthly meter, in each month. Null for no limit.</summary>
    [Id(1)]
    public long? Limit { get; init; }

    /// <summary>Whether the limit only warns.</summary>
    [Id(2)]
    public bool Soft { get; init; }

    /// <summary>Whether this much in use is refused.</summary>
    public bool Forbids(long inUse) => !Soft && inUse > Limit;

    /// <summary>Whether this much in use is more than a limit that only warns.</summary>
    public bool WarnsOf(long inUse) => Soft && inUse > Limit;
}
