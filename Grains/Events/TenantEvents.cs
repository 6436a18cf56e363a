using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>Makes events.</summary>
internal static class TenantEvents
{
    public static TenantEvent New(
        IdSource ids, DateTimeOffset occurredAt, string type, Actor causedBy, string subject,
        params ReadOnlySpan<(string Name, string? Value)> data)
    {
        var content = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in data)
            content.Add(name, value);

        return new TenantEvent
        {
            Id = ids.New<EventId>(),
            Type = type,
            OccurredAt = occurredAt,
            CausedBy = causedBy,
            Subject = subject,
            Data = content.ToImmutable(),
            RequestId = Requests.Current,
        };
    }

    /// <summary>The same event with what changed; what is the same before and after is left out.</summary>
    public static TenantEvent Changing(this TenantEvent happened, params ReadOnlySpan<(string Name, string? Before, string? After)> changes)
    {
        var before = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        var after = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (change.Before == change.After)
                continue;
            before.Add(change.Name, change.Before);
            after.Add(change.Name, change.After);
        }

        return happened with { Before = before.ToImmutable(), After = after.ToImmutable() };
    }
}
