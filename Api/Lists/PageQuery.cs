using System.Collections.Immutable;
using System.Globalization;

namespace Tenantry.Api;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="After">The key to read after; null for the first page.</param>
/// <param name="Limit">How many items at most, 1 to 100.</param>
internal sealed record PageQuery(string? After, int Limit)
{
    public const int DefaultLimit = 20;
    public const int LargestLimit = 100;

    private static readonly PageQuery First = new(null, DefaultLimit);

    public static ValueTask<PageQuery> BindAsync(HttpContext context)
        => new(context.Request.QueryString.HasValue ? Parse(context.Request) : First);

    /// <summary>Takes the asked part of a list that is at hand as a whole.</summary>
    public Page<T> Of<T>(ImmutableArray<T> all, Func<T, string> key)
    {
        var start = After is null ? 0 : all.TakeWhile(item => key(item) != After).Count() + 1;
        var items = all.Skip(start).Take(Limit).ToImmutableArray();
        return new(items, start + items.Length < all.Length ? key(items[^1]) : null);
    }

    /// <summary>Takes the asked part of a list that one resource holds, if there is that resource.</summary>
    public Result<Page<TItem>> Of<T, TItem>(Result<T> holder, Func<T, ImmutableArray<TItem>> list, Func<TItem, string> key)
        => holder.Succeeded ? Of(list(holder.Value), key) : holder.Error;

    private static PageQuery Parse(HttpRequest request)
    {
        var limit = DefaultLimit;
        if (request.Query.TryGetValue("limit", out var limits)
            && (limits.Count != 1
                || !int.TryParse(limits[0], NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit is < 1 or > LargestLimit))
            throw new RefusedException(Problem.Parameter("limit", $"must be a whole number from 1 to {LargestLimit}"));

        if (!request.Query.TryGetValue("after", out var cursors))
            return new(null, limit);
        return cursors is [{ Length: > 0 } cursor] && Cursor.Read(request.Path, cursor) is { } key
            ? new(key, limit)
            : throw new RefusedException(Problem.Parameter("after", "is not a cursor of this list"));
    }
}
