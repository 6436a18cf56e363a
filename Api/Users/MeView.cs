using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Api;

/// <summary>The signed-in user, with every organization they belong to.</summary>
internal sealed record MeView
{
    public required UserId Id { get; init; }

    public required string Email { get; init; }

    /// <summary>Whether the user has proven that the address is theirs.</summary>
    public required bool EmailVerified { get; init; }

    public required string? Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The organizations, the first joined first.</summary>
    public required ImmutableArray<MyOrganization> Organizations { get; init; }

    /// <summary>The entity tag: the user's revision, and a digest of the organizations, which change on their own.</summary>
    [JsonIgnore]
    public string Tag { get; init; } = "";
}

/// <summary>An organization as one of its members sees it in their own profile.</summary>
internal sealed record MyOrganization
{
    public required OrganizationId Id { get; init; }

    public required string Name { get; init; }

    public required string Slug { get; init; }

    public required OrganizationStatus Status { get; init; }

    /// <summary>What the user may do there.</summary>
    public required Role Role { get; init; }
}
