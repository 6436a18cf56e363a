using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>A group of members that holds roles for all of them.</summary>
[GenerateSerializer, Immutable, Alias("TeamView")]
public sealed record TeamView
{
    [Id(0)]
    public required TeamId Id { get; init; }

    /// <summary>Unique in the organization, regardless of case.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>The built-in role that it grants in the organization; null for none.</summary>
    [Id(2)]
    public Role? Role { get; init; }

    /// <summary>The keys of the custom roles that it grants in the organization.</summary>
    [Id(3)]
    public ImmutableArray<string> CustomRoles { get; init; } = [];

    [Id(4)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Grows with every change of the team itself, not of its roles.</summary>
    [Id(5), JsonIgnore]
    public long Revision { get; init; }

    /// <summary>The entity tag: of the revision, and of a digest of the roles, which change on their own.</summary>
    [JsonIgnore]
    public string Tag
    {
        get
        {
            var roles = new RoleSet { Role = Role, CustomRoles = CustomRoles }.ToString();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"\"{Revision}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(roles)).AsSpan(0, 8))}\"");
        }
    }
}

/// <summary>A member of an organization as a member of one team.</summary>
[GenerateSerializer, Immutable, Alias("TeamMemberView")]
public sealed record TeamMemberView
{
    [Id(0)]
    public required UserId Id { get; init; }

    [Id(1)]
    public required string Email { get; init; }

    [Id(2)]
    public string? Name { get; init; }

    /// <summary>When the member joined the team.</summary>
    [Id(3)]
    public required DateTimeOffset JoinedAt { get; init; }
}

/// <summary>A team to be made; its id is chosen beforehand.</summary>
[GenerateSerializer, Immutable, Alias("NewTeam")]
public sealed record NewTeam
{
    [Id(0)]
    public required TeamId Id { get; init; }

    [Id(1)]
    public required string Name { get; init; }
}

/// <summary>Changes to a team; a member that is null is left as it is.</summary>
[GenerateSerializer, Immutable, Alias("TeamChanges")]
public sealed record TeamChanges
{
    [Id(0)]
    public string? Name { get; init; }
}
