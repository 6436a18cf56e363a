using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>An API key, as far as we know it: its text is its holder's alone.</summary>
internal sealed record ApiKeyState
{
    /// <summary>Null before the key is made, and after it was ended.</summary>
    public string? Name { get; init; }

    /// <summary>In ordinal order, each once.</summary>
    public ImmutableArray<string> Scopes { get; init; } = [];

    public int? RequestsPerMinute { get; init; }

    public string? CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public RotatingSecret Secret { get; init; } = new();

    /// <summary>When it was used last, as far as it was stored.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was ended. It is remembered for as long as its making could be repeated.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the holder of a text of this generation may do; null when it is not good.</summary>
    public AdmittedApiKey? Admit(int? generation, DateTimeOffset now)
        => Name is null || generation is not { } known || ExpiresAt <= now ? null : new()
        {
            Scopes = Scopes,
            RequestsPerMinute = RequestsPerMinute,
            Generation = known,
        };

    /// <summary>What those see who manage it; null when there is no such key.</summary>
    public ApiKeyView? View(ApiKeyId id, DateTimeOffset now) => Name is null ? null : new()
    {
        Id = id,
        Name = Name,
        Scopes = Scopes,
        RequestsPerMinute = RequestsPerMinute,
        CreatedBy = CreatedBy,
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
        LastUsedAt = LastUsedAt,
        PreviousValidUntil = Secret.PreviousAt(now),
    };
}
