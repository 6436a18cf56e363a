namespace Tenantry.Grains.Interfaces;

/// <summary>The value of a command that has nothing to answer but that it was carried out.</summary>
[GenerateSerializer, Immutable, Alias("Done")]
public sealed record Done;
