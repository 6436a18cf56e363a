using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>Makes an API key.</summary>
[GenerateSerializer, Immutable, Alias("CreateApiKey")]
public sealed record CreateApiKey : Command<ApiKeyView>
{
    /// <summary>The organization whose key it is; null for a key of the platform.</summary>
    [Id(0)]
    public OrganizationId? Organization { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>When it is good no more; null for never.</summary>
    [Id(3)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How many requests a minute it is good for; null for the default.</summary>
    [Id(4)]
    public int? RequestsPerMinute { get; init; }

    [Id(5)]
    public required Actor Actor { get; init; }
}

/// <summary>Gives an API key a new text.</summary>
[GenerateSerializer, Immutable, Alias("RotateApiKey")]
public sealed record RotateApiKey : Command<ApiKeyView>
{
    /// <summary>The organization whose key it is; null for a key of the platform.</summary>
    [Id(0)]
    public OrganizationId? Organization { get; init; }

    [Id(1)]
    public required ApiKeyId Key { get; init; }

    /// <summary>For how many seconds the old text stays good; null for a day.</summary>
    [Id(2)]
    public int? OverlapSeconds { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Ends an API key.</summary>
[GenerateSerializer, Immutable, Alias("RevokeApiKey")]
public sealed record RevokeApiKey : Command<Done>
{
    /// <summary>The organization whose key it is; null for a key of the platform.</summary>
    [Id(0)]
    public OrganizationId? Organization { get; init; }

    [Id(1)]
    public required ApiKeyId Key { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}
