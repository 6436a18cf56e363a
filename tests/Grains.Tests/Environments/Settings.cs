using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

/// <summary>Short forms for what the tests of projects and environments ask again and again.</summary>
internal static class Settings
{
    public static ImmutableSortedDictionary<string, string?> Of(params (string Name, string? Value)[] entries)
        => entries.ToImmutableSortedDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);

    public static ValueChanges Put(ValueKind kind, params (string Name, string? Value)[] entries) => new() { Kind = kind, Values = Of(entries) };

    public static ValueChanges Patch(ValueKind kind, params (string Name, string? Value)[] entries)
        => new() { Kind = kind, Merge = true, Values = Of(entries) };

    /// <summary>The events of these types, in order, as soon as there are so many of them.</summary>
    public static async Task<TenantEvent[]> Events(this IGrainFactory grains, OrganizationId organization, int count, params string[] types)
    {
        TenantEvent[] events = [];
        await Eventually.True(async () =>
        {
            events = [.. (await grains.Lists().Events(LogId.Of(organization), 0, 200)).Select(logged => logged.Event).Where(happened => types.Contains(happened.Type))];
            return events.Length >= count;
        });
        Assert.Equal(count, events.Length);
        return events;
    }

    /// <summary>Runs a command and gives its answer with its type.</summary>
    public static async Task<Result<T>> Ask<T>(this ICommandGrain commands, Command<T> command)
        where T : class
    {
        var outcome = await commands.Run(command);
        return outcome.Error is { } error ? error : (T)outcome.Value!;
    }
}
