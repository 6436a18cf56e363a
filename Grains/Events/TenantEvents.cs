using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>Makes events, and only such as the catalogue describes: what it does not know would be a defect of the caller.</summary>
internal static class TenantEvents
{
    /// <exception cref="ArgumentException">The catalogue says something else of events of this type.</exception>
    public static TenantEvent New(
        IdSource ids, DateTimeOffset occurredAt, EventType type, Actor causedBy, string subject,
        params ReadOnlySpan<(string Name, string? Value)> data)
    {
        if (type.Subject.Prefix is { } prefix && !subject.StartsWith(prefix, StringComparison.Ordinal))
            throw Undeclared(type, $"the subject {subject}");

        var content = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in data)
        {
            Check(type, type.Data, name, value);
            content.Add(name, value);
        }

        foreach (var member in type.Data)
        {
            if (!member.IsNullable && !content.ContainsKey(member.Name))
                throw Undeclared(type, $"data without {member.Name}");
        }

        return new TenantEvent
        {
            Id = ids.New<EventId>(),
            Type = type.Name,
            OccurredAt = occurredAt,
            CausedBy = causedBy,
            Subject = subject,
            Data = content.ToImmutable(),
            RequestId = Requests.Current,
        };
    }

    /// <summary>The same event with what changed; what is the same before and after is left out.</summary>
    /// <exception cref="ArgumentException">The catalogue says something else of events of this type.</exception>
    public static TenantEvent Changing(this TenantEvent happened, params ReadOnlySpan<(string Name, string? Before, string? After)> changes)
    {
        var type = EventTypes.Find(happened.Type)!;
        var before = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        var after = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (change.Before == change.After)
                continue;
            Check(type, type.Changes, change.Name, change.Before);
            Check(type, type.Changes, change.Name, change.After);
            before.Add(change.Name, change.Before);
            after.Add(change.Name, change.After);
        }

        return happened with { Before = before.ToImmutable(), After = after.ToImmutable() };
    }

    private static void Check(EventType type, ImmutableArray<EventMember> declared, string name, string? value)
    {
        foreach (var member in declared)
        {
            if (member.Is(name) && (value is not null || member.IsNullable))
                return;
        }

        throw Undeclared(type, value is null ? $"{name} without a value" : name);
    }

    // The value is not told: exceptions are logged.
    private static ArgumentException Undeclared(EventType type, string what) => new($"The catalogue has no {type} with {what}.", nameof(type));
}
