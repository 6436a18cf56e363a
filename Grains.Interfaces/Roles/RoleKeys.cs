namespace Tenantry.Grains.Interfaces;

/// <summary>What roles are called in requests.</summary>
public static class RoleKeys
{
    /// <summary>The longest key of a custom role.</summary>
    public const int MaxLength = 40;

    /// <summary>Reads the name of a built-in role: its own, or what other products call it.</summary>
    public static bool TryParseBuiltIn(string? text, out Role role)
    {
        Role? found = text switch
        {
            "viewer" => Role.Viewer,
            "member" or "user" => Role.Member,
            "manager" or "editor" => Role.Manager,
            "admin" or "owner" => Role.Admin,
            _ => null,
        };
        role = found.GetValueOrDefault();
        return found is not null;
    }

    /// <summary>The built-in role's key.</summary>
    public static string Key(this Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Member => "member",
        Role.Manager => "manager",
        Role.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
    };

    /// <summary>Whether a custom role may have this key: 1 to 40 of a to z, 0 to 9 and hyphens, and not a built-in role's name.</summary>
    public static bool IsCustom(string? key)
        => key is { Length: > 0 and <= MaxLength }
           && key.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
           && !TryParseBuiltIn(key, out _);
}
