using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>A user as a member of one organization.</summary>
[GenerateSerializer, Immutable, Alias("MemberView")]
public sealed record MemberView
{
    [Id(0)]
    public required UserId Id { get; init; }

    [Id(1)]
    public required string Email { get; init; }

    [Id(2)]
    public string? Name { get; init; }

    [Id(3)]
    public required Role Role { get; init; }

    [Id(4)]
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>The keys of the custom roles that add to the role.</summary>
    [Id(6)]
    public ImmutableArray<string> CustomRoles { get; init; } = [];

    /// <summary>Whether the organization has closed its doors to the member. The seat stays taken.</summary>
    [Id(7)]
    public bool Disabled { get; init; }

    /// <summary>Counts the changes of this view, from 1; the ETag is made of it.</summary>
    [Id(5), JsonIgnore]
    public long Revision { get; init; }
}
