using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>Draws the line between what a limit leaves writable, the oldest, and what is frozen.</summary>
internal static class FreezeReckoning
{
    /// <summary>How many ids of what would be frozen a preview names.</summary>
    public const int NamedItems = 20;

    /// <summary>
    /// The line for the items that can be frozen; null when all of them fit. It is the smallest number such that the exempt items and
    /// those of an ordinal up to it fill the limit.
    /// </summary>
    /// <param name="ordinals">The ordinals of the items, in any order, no two the same.</param>
    /// <param name="exempt">How many are counted that are never frozen.</param>
    /// <param name="limit">How many are allowed in all.</param>
    public static FreezeLine? Line(IReadOnlyCollection<long> ordinals, long exempt, long limit)
    {
        var room = Math.Max(0, limit - exempt);
        if (ordinals.Count <= room)
            return null;

        // Ordinals count from 1, so nothing is below 0.
        var after = room == 0 ? 0 : ordinals.Order().ElementAt((int)room - 1);
        return new FreezeLine(after, ordinals.Count - room);
    }

    /// <summary>The frozen items' ids, the oldest first, as many as a preview names.</summary>
    public static ImmutableArray<string> Named(IEnumerable<(string Id, long Ordinal)> items, FreezeLine line)
        => [.. items.Where(item => item.Ordinal > line.After).OrderBy(item => item.Ordinal).Take(NamedItems).Select(item => item.Id)];
}
