using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>Part of a list.</summary>
/// <param name="Items">The items, in the list's order.</param>
/// <param name="Next">Where the next page begins: the key to read after; null on the last page.</param>
[GenerateSerializer, Immutable, Alias("Page`1")]
public sealed record Page<T>([property: Id(0)] ImmutableArray<T> Items, [property: Id(1)] string? Next);
