using System.Collections.Immutable;

namespace Tenantry.Api;

internal static class BodyLists
{
    /// <summary>The list, which must hold no null: the serializer is strict about members, but not about items.</summary>
    /// <exception cref="RefusedException">There is one; every one is named.</exception>
    public static ImmutableArray<T> WithoutNulls<T>(this ImmutableArray<T> items, string member)
        where T : class
        => items.Contains(null!)
            ? throw new RefusedException(Problem.Of(Errors.ValidationFailed(
                [.. items.Index().Where(item => item.Item is null).Select(item => new FieldError($"{member}.{item.Index}", "must not be null"))])))
            : items;
}
