using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>A session as whoever signed in sees it.</summary>
[GenerateSerializer, Immutable, Alias("SessionView")]
public sealed record SessionView
{
    [Id(0)]
    public required SessionId Id { get; init; }

    [Id(1)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its refresh token was last exchanged.</summary>
    [Id(2)]
    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>When it ends unless it is used.</summary>
    [Id(3)]
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The app client that asked for it; null for one that is not registered.</summary>
    [Id(4)]
    public required ClientId? Client { get; init; }

    /// <summary>Where the log-in came from; null when it is not known.</summary>
    [Id(5)]
    public required string? Address { get; init; }

    /// <summary>What the client called itself; null when it did not.</summary>
    [Id(6)]
    public required string? UserAgent { get; init; }

    /// <summary>How the user proved who they are, by the names of RFC 8176.</summary>
    [Id(7)]
    public required ImmutableArray<string> Methods { get; init; }

    /// <summary>Whether it is the session of the one who asks.</summary>
    [Id(8)]
    public required bool Current { get; init; }
}
