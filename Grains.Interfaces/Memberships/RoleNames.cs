namespace Tenantry.Grains.Interfaces;

/// <summary>The names of the built-in roles, and what other systems call them.</summary>
public static class RoleNames
{
    /// <summary>What a broken rule says.</summary>
    public const string Rule = "must be admin, manager, member or viewer";

    /// <summary>The role's public name.</summary>
    public static string Name(this Role role) => role switch
    {
        Role.Admin => "admin",
        Role.Manager => "manager",
        Role.Member => "member",
        Role.Viewer => "viewer",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>Reads a role as typed; <c>owner</c>, <c>editor</c> and <c>user</c> are admin, manager and member. Null: none by that name.</summary>
    public static Role? Find(string? typed) => typed?.Trim().ToLowerInvariant() switch
    {
        "admin" or "owner" => Role.Admin,
        "manager" or "editor" => Role.Manager,
        "member" or "user" => Role.Member,
        "viewer" => Role.Viewer,
        _ => null,
    };
}
