using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>What a promotion of settings does, as a pure function of both sides.</summary>
internal static class Promoting
{
    /// <summary>What would change in the target.</summary>
    public static SettingsDiff Diff(EnvironmentValues from, EnvironmentValues to)
    {
        var common = from.Values.Keys.Where(to.Values.ContainsKey).ToArray();
        return new SettingsDiff
        {
            Added = Sorted(from.Values.Where(entry => !to.Values.ContainsKey(entry.Key))),
            Changed = Sorted(common
                .Where(name => from.Values[name] != to.Values[name])
                .Select(name => KeyValuePair.Create(name, new ValueChange(to.Values[name], from.Values[name])))),
            Removed = Sorted(to.Values.Where(entry => !from.Values.ContainsKey(entry.Key))),
            Unchanged = common.Count(name => from.Values[name] == to.Values[name]),
            FromRevision = from.Revision,
            ToRevision = to.Revision,
        };
    }

    /// <summary>The part of a diff that was asked for. Errors: <see cref="ErrorCode.ValidationFailed"/> for a name that is not in it.</summary>
    public static Result<SettingsDiff> Only(SettingsDiff diff, ImmutableArray<string>? names)
    {
        if (names is not { } only) return diff;
        var strangers = only.Where(name => !diff.Added.ContainsKey(name) && !diff.Changed.ContainsKey(name) && !diff.Removed.ContainsKey(name));
        if (strangers.Any()) return Errors.ValidationFailed("only", "must name nothing but settings that differ");

        return diff with
        {
            Added = Sorted(diff.Added.Where(entry => only.Contains(entry.Key))),
            Changed = Sorted(diff.Changed.Where(entry => only.Contains(entry.Key))),
            Removed = Sorted(diff.Removed.Where(entry => only.Contains(entry.Key))),
        };
    }

    /// <summary>The target's settings after the promotion.</summary>
    public static EnvironmentValues Apply(SettingsDiff diff, EnvironmentValues to) => to with
    {
        Values = to.Values
            .RemoveRange(diff.Removed.Keys)
            .SetItems(diff.Added)
            .SetItems(diff.Changed.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.After))),
    };

    private static ImmutableSortedDictionary<string, T> Sorted<T>(IEnumerable<KeyValuePair<string, T>> entries)
        => ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, entries);
}
