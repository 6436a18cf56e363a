using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>An event as the audit log shows it. Of a redacted one only its place, id, type, time and hash are left.</summary>
[GenerateSerializer, Immutable, Alias("AuditEventView")]
public sealed record AuditEventView
{
    [Id(0)]
    public required EventId Id { get; init; }

    /// <summary>Counts the log's events from 1, without gaps.</summary>
    [Id(1)]
    public required long Sequence { get; init; }

    /// <summary>From the catalogue, for example <c>member.role_changed</c>.</summary>
    [Id(2)]
    public required string Type { get; init; }

    [Id(3)]
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Who caused it; null when it is redacted.</summary>
    [Id(4)]
    public AuditActor? Actor { get; init; }

    /// <summary>The id of what it happened to; null when it is redacted.</summary>
    [Id(5)]
    public string? Subject { get; init; }

    /// <summary>The request that caused it, by its trace id; null when no request did.</summary>
    [Id(6)]
    public string? RequestId { get; init; }

    /// <summary>What is worth knowing about it.</summary>
    [Id(7)]
    public ImmutableSortedDictionary<string, string?> Data { get; init; } = ImmutableSortedDictionary<string, string?>.Empty;

    /// <summary>For a change: what was.</summary>
    [Id(8)]
    public ImmutableSortedDictionary<string, string?>? Before { get; init; }

    /// <summary>For a change: what is now.</summary>
    [Id(9)]
    public ImmutableSortedDictionary<string, string?>? After { get; init; }

    /// <summary>Its hash in the chain, in hexadecimal.</summary>
    [Id(10)]
    public required string Hash { get; init; }

    /// <summary>Whether its content was erased.</summary>
    [Id(11)]
    public required bool Redacted { get; init; }
}

/// <summary>Who caused an event.</summary>
[GenerateSerializer, Immutable, Alias("AuditActor")]
public sealed record AuditActor
{
    /// <summary>public, user, operator, system or apiKey.</summary>
    [Id(0)]
    public required string Kind { get; init; }

    /// <summary>The user's, operator's or API key's id; null for the other kinds.</summary>
    [Id(1)]
    public string? Id { get; init; }

    /// <summary>The operator who acted in the user's name.</summary>
    [Id(2)]
    public OperatorId? Impersonator { get; init; }
}
