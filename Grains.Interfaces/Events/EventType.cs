using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// A type of event: what it means and everything that an event of it tells. One that says anything else cannot be made.
/// </summary>
/// <param name="name">A noun and what became of it, as <c>member.role_changed</c>. It is never given another meaning.</param>
/// <param name="description">What happened, in one sentence.</param>
public sealed class EventType(string name, string description)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>In whose logs it occurs.</summary>
    public ImmutableArray<LogKind> Logs { get; init; } = [LogKind.Organization];

    public EventSubject Subject { get; init; } = EventSubject.Organization;

    /// <summary>What is worth knowing about it.</summary>
    public ImmutableArray<EventMember> Data { get; init; } = [];

    /// <summary>What can be different before and after; empty when nothing changes but something comes or goes.</summary>
    public ImmutableArray<EventMember> Changes { get; init; } = [];

    public override string ToString() => Name;
}
