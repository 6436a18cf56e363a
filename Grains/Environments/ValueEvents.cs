namespace Tenantry.Grains;

/// <summary>How changes of values are told in the log: by name, and settings with a glimpse of what they were and are.</summary>
internal static class ValueEvents
{
    private const int MostGlimpses = 20;
    private const int LongestGlimpse = 60;

    /// <summary>The data of the event: names only.</summary>
    public static (string Name, string? Value)[] Data(ProjectId project, SettingsDiff diff) =>
    [
        ("project", project.Value),
        .. Names("added", diff.Added.Keys),
        .. Names("changed", diff.Changed.Keys),
        .. Names("removed", diff.Removed.Keys),
    ];

    /// <summary>What those with another value were and are.</summary>
    public static (string Name, string? Before, string? After)[] Glimpses(SettingsDiff diff)
        => [.. diff.Changed.Take(MostGlimpses).Select(entry => (entry.Key, Glimpse(entry.Value.Before), Glimpse(entry.Value.After)))];

    private static (string Name, string? Value)[] Names(string member, IEnumerable<string> names)
        => names.Any() ? [(member, string.Join(' ', names))] : [];

    private static string? Glimpse(string value)
    {
        if (value.Length <= LongestGlimpse)
            return value;
        // Half of a surrogate pair is no text.
        var length = char.IsHighSurrogate(value[LongestGlimpse - 1]) ? LongestGlimpse - 1 : LongestGlimpse;
        return $"{value[..length]}…";
    }
}
