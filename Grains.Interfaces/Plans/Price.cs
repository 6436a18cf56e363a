namespace Tenantry.Grains.Interfaces;

/// <summary>What a plan costs each cycle.</summary>
[GenerateSerializer, Immutable, Alias("Price")]
public sealed record Price
{
    /// <summary>In the currency's smallest unit, for example cents; never negative.</summary>
    [Id(0)]
    public required long Amount { get; init; }

    /// <summary>The currency's code of three capital letters (ISO 4217).</summary>
    [Id(1)]
    public required string Currency { get; init; }
}
