using System.Collections.Immutable;

namespace Tenantry.Api;

internal static class OptionalLists
{
    /// <summary>A list of a body, empty when it was left out: the serializer's generated code skips the initializers of what it does not read.</summary>
    public static ImmutableArray<T> OrEmpty<T>(this ImmutableArray<T> list) => list.IsDefault ? [] : list;
}
