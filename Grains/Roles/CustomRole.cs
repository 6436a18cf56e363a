using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>A role that an organization has made for itself: a named set of permissions.</summary>
internal sealed record CustomRole
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The names of what it grants, in ordinal order, each once.</summary>
    public required ImmutableArray<string> Permissions { get; init; }

    /// <summary>Counts its changes, from 1.</summary>
    public required long Revision { get; init; }

    public bool Grants(string permission) => Permissions.BinarySearch(permission, StringComparer.Ordinal) >= 0;

    public bool Says(string name, string? description, ImmutableArray<string> permissions)
        => Name == name && Description == description && Permissions.AsSpan().SequenceEqual(permissions.AsSpan());

    public RoleView View(string key) => new()
    {
        Key = key,
        Name = Name,
        Description = Description,
        Permissions = Permissions,
        Revision = Revision,
    };
}
