using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>Something that happened to a tenant, as its cause reported it; the log adds the sequence number and the hash.</summary>
[GenerateSerializer, Immutable, Alias("TenantEvent")]
public sealed record TenantEvent
{
    /// <summary>Unique; a repetition with the same id is recognized and stored once.</summary>
    [Id(0)]
    public required EventId Id { get; init; }

    /// <summary>From the catalogue, for example <c>organization.created</c>.</summary>
    [Id(1)]
    public required string Type { get; init; }

    [Id(2)]
    public required DateTimeOffset OccurredAt { get; init; }

    [Id(3)]
    public required Actor CausedBy { get; init; }

    /// <summary>The id of what it happened to.</summary>
    [Id(4)]
    public required string Subject { get; init; }

    /// <summary>What is worth knowing about it, as the catalogue says for its type. No secrets.</summary>
    [Id(5)]
    public ImmutableSortedDictionary<string, string?> Data { get; init; } = ImmutableSortedDictionary<string, string?>.Empty;

    /// <summary>For a change: what was, by the names of what changed. Null when nothing changed but something came or went.</summary>
    [Id(6)]
    public ImmutableSortedDictionary<string, string?>? Before { get; init; }

    /// <summary>For a change: what is now, by the same names as <see cref="Before"/>.</summary>
    [Id(7)]
    public ImmutableSortedDictionary<string, string?>? After { get; init; }

    /// <summary>The request that caused it, by its trace id; null when no request did.</summary>
    [Id(8)]
    public string? RequestId { get; init; }
}
