using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>What somebody holds in an organization: at most one built-in role, and custom roles that add to it.</summary>
[GenerateSerializer, Immutable, Alias("RoleSet")]
public sealed record RoleSet
{
    public static readonly RoleSet None = new();

    /// <summary>The built-in role; null when there is none, as a team may have.</summary>
    [Id(0)]
    public Role? Role { get; init; }

    /// <summary>The keys of the custom roles, in ordinal order.</summary>
    [Id(1)]
    public ImmutableArray<string> CustomRoles { get; init; } = [];

    public bool IsEmpty => Role is null && CustomRoles.IsDefaultOrEmpty;

    public bool Equals(RoleSet? other)
        => other is not null && Role == other.Role && CustomRoles.AsSpan().SequenceEqual(other.CustomRoles.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Role, CustomRoles.IsDefault ? 0 : CustomRoles.Length);

    public override string ToString() => string.Join('+', [.. Role is { } role ? [role.Name()] : Array.Empty<string>(), .. CustomRoles.IsDefault ? [] : CustomRoles]);
}
