using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>A family of refresh tokens. Without a subject there is none.</summary>
internal sealed record SessionState
{
    public SessionSubject? Subject { get; init; }

    /// <summary>How the subject proved who they are.</summary>
    public ImmutableArray<string> Methods { get; init; } = [];

    public ClientId? Client { get; init; }

    public string? Address { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>The generation that may be exchanged next.</summary>
    public int Generation { get; init; }

    public DateTimeOffset RotatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public bool Revoked { get; init; }

    /// <summary>The session while it goes on; null otherwise.</summary>
    public SessionView? View(SessionId id, SessionId? current, DateTimeOffset now) => Subject is null || Revoked || ExpiresAt <= now ? null : new()
    {
        Id = id,
        CreatedAt = TypedId.CreatedAt(id),
        LastUsedAt = RotatedAt,
        ExpiresAt = ExpiresAt,
        Client = Client,
        Address = Address,
        UserAgent = UserAgent,
        Methods = Methods,
        Current = id == current,
    };
}
