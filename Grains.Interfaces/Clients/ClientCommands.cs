using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>Registers an app client.</summary>
[GenerateSerializer, Immutable, Alias("CreateClient")]
public sealed record CreateClient : Command<ClientView>
{
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public required ClientType Type { get; init; }

    /// <summary>How it may get tokens; null for <c>password</c> and <c>refresh_token</c>.</summary>
    [Id(2)]
    public ImmutableArray<string>? Grants { get; init; }

    [Id(3)]
    public ImmutableArray<string> Origins { get; init; } = [];

    /// <summary>Whom its tokens can be for; null for this API alone.</summary>
    [Id(4)]
    public ImmutableArray<string>? Audiences { get; init; }

    /// <summary>Who asks.</summary>
    [Id(5)]
    public required Actor Actor { get; init; }
}

/// <summary>Gives a confidential app client a new secret.</summary>
[GenerateSerializer, Immutable, Alias("RotateClientSecret")]
public sealed record RotateClientSecret : Command<ClientView>
{
    [Id(0)]
    public required ClientId Client { get; init; }

    /// <summary>For how many seconds the old secret stays good; null for a day.</summary>
    [Id(1)]
    public int? OverlapSeconds { get; init; }

    /// <summary>Who asks.</summary>
    [Id(2)]
    public required Actor Actor { get; init; }
}
