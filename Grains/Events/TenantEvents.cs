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
        };
    }
}
