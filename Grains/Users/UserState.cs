using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>A person's account.</summary>
internal sealed partial record UserState
{
    /// <summary>How many organizations a user can belong to, so that the record stays small.</summary>
    public const int MostOrganizations = 100;

    public bool Created { get; init; }

    /// <summary>A tombstone: there never was such a user and never will be.</summary>
    public bool Abandoned { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    /// <summary>Whether the user has proven that the address is theirs.</summary>
    public bool EmailVerified { get; init; }

    public string PasswordHash { get; init; } = "";

    /// <summary>Which of the user's tokens are good.</summary>
    public Standing Standing { get; init; } = new();

    /// <summary>The second factor; null when none was ever begun with.</summary>
    public SecondFactor? SecondFactor { get; init; }

    /// <summary>Whether a session ever began here, or a token of an issuer outside was used.</summary>
    public bool Used { get; init; }

    public ImmutableArray<OrganizationId> Organizations { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public UserView View(UserId id, long revision) => new()
    {
        Id = id,
        Email = Email,
        EmailVerified = EmailVerified,
        Name = Name,
        CreatedAt = CreatedAt,
        Organizations = Organizations,
        Revision = revision,
    };

    public override string ToString() => nameof(UserState);
}
