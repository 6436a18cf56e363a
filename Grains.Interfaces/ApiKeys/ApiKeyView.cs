using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>An API key as those see it who manage it.</summary>
[GenerateSerializer, Immutable, Alias("ApiKeyView")]
public sealed record ApiKeyView : IShownOnce
{
    [Id(0)]
    public required ApiKeyId Id { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    /// <summary>What it is allowed, in ordinal order.</summary>
    [Id(2)]
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>How many requests a minute it is good for; null for as many as keys are unless said otherwise.</summary>
    [Id(3)]
    public int? RequestsPerMinute { get; init; }

    /// <summary>The id of the user, operator or key that made it.</summary>
    [Id(4)]
    public string? CreatedBy { get; init; }

    [Id(5)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is good no more; null for never.</summary>
    [Id(6)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used last, exact to a minute or so; null for never.</summary>
    [Id(7)]
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Until when the text before the last rotation is good as well; null when there is none.</summary>
    [Id(8)]
    public DateTimeOffset? PreviousValidUntil { get; init; }

    /// <summary>The key itself. Only in the very answer that made it.</summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    public object WithoutSecret() => this with { Key = null };

    // It can hold the key.
    public override string ToString() => Id.Value;
}
