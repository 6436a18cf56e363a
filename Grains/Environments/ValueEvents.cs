namespace Tenantry.Grains;

/// <summary>How changes of values are told in the log: by name, and settings with a glimpse of what they were and are.</summary>
internal static class ValueEvents
{
    private const int MostGlimpses = 20;
    private const int LongestGlimpse = 60;

    /// <summary>The members of the event. A variable can be a password, so of variables the names are told only.</summary>
    public static (string Name, string? Value)[] Data(ProjectId project, SettingsDiff diff, ValueKind kind) =>
    [
        ("project", project.Value),
        .. Names("added", diff.Added.Keys),
        .. Names("changed", diff.Changed.Keys),
        .. Names("removed", diff.Removed.Keys),
        .. kind == ValueKind.Settings ? Glimpses(diff) : [],
    ];

    private static (string Name, string? Value)[] Names(string member, IEnumerable<string> names)
        => names.Any() ? [(member, string.Join(' ', names))] : [];

    private static IEnumerable<(string Name, string? Value)> Glimpses(SettingsDiff diff)
        => diff.Changed.Take(MostGlimpses).SelectMany(entry => new (string, string?)[]
        {
            ($"before.{entry.Key}", Glimpse(entry.Value.Before)),
            ($"after.{entry.Key}", Glimpse(entry.Value.After)),
        });

    private static string Glimpse(string value)
    {
        if (value.Length <= LongestGlimpse)
            return value;
        // Half of a surrogate pair is no text.
        var length = char.IsHighSurrogate(value[LongestGlimpse - 1]) ? LongestGlimpse - 1 : LongestGlimpse;
        return $"{value[..length]}…";
    }
}
