namespace Tenantry.Grains;

/// <summary>The slugs to try for a name, in order.</summary>
internal static class SlugCandidates
{
    private const int Attempts = 12;
    private const int ShortSuffix = 4;
    private const int LongSuffix = 7;

    /// <summary>
    /// The name's own slug, then with suffixes. They are drawn, not counted: of a thousand tenants named Acme the last one would
    /// have to try a thousand numbers. The same seed draws the same ones, so a repeated sign-up asks for what it holds already.
    /// </summary>
    public static IEnumerable<string> For(string name, CommandIds ids)
    {
        var suggestion = Slug.Suggest(name);
        if (!Slug.IsReserved(suggestion))
            yield return suggestion;
        for (var i = 0; i < Attempts; i++)
            yield return $"{suggestion}-{ids.TextFor($"slug {i}", i < Attempts / 2 ? ShortSuffix : LongSuffix)}";
    }
}
