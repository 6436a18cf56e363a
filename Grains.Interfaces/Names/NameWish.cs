namespace Tenantry.Grains.Interfaces;

/// <summary>A wish for a name that is unique worldwide, stored but perhaps not decided yet.</summary>
/// <param name="Order">The wish's number in its organization; 0 when nothing had to be wished for.</param>
[GenerateSerializer, Immutable, Alias("NameWish")]
public sealed record NameWish([property: Id(0)] long Order)
{
    public static readonly NameWish None = new(0);
}
