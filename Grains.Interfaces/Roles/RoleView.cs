using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>A role that members and teams of an organization can hold.</summary>
[GenerateSerializer, Immutable, Alias("RoleView")]
public sealed record RoleView
{
    /// <summary>Names the role in requests; unique in the organization.</summary>
    [Id(0)]
    public required string Key { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public string? Description { get; init; }

    /// <summary>Whether every organization has it and nobody can change it.</summary>
    [Id(3)]
    public bool BuiltIn { get; init; }

    /// <summary>The names of the permissions that it grants, Tenantry's and the product's.</summary>
    [Id(4)]
    public ImmutableArray<string> Permissions { get; init; } = [];

    /// <summary>Counts the changes of a custom role, from 1; the ETag is made of it. 0 for a built-in role.</summary>
    [Id(5), JsonIgnore]
    public long Revision { get; init; }
}

/// <summary>What a custom role is to be.</summary>
[GenerateSerializer, Immutable, Alias("RoleContent")]
public sealed record RoleContent
{
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public string? Description { get; init; }

    [Id(2)]
    public required ImmutableArray<string> Permissions { get; init; }
}
