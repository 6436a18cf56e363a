namespace Tenantry.Grains.Interfaces;

/// <summary>Which events a log has.</summary>
/// <param name="First">The number of the first that was not removed, or the one that the next will have.</param>
/// <param name="Last">The number of the last; below <paramref name="First"/> when there is none.</param>
[GenerateSerializer, Immutable, Alias("LogRange")]
public sealed record LogRange([property: Id(0)] long First, [property: Id(1)] long Last)
{
    /// <summary>Whether events behind this number were removed already, so that a reader cannot go on from it.</summary>
    public bool HasExpired(long after) => after + 1 < First;
}
