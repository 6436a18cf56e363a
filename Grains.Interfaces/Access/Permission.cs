namespace Tenantry.Grains.Interfaces;

/// <summary>What a caller may do inside an organization.</summary>
[GenerateSerializer, Alias("Permission")]
public enum Permission
{
    OrganizationRead,
    OrganizationWrite,
    MembersRead,
    ProjectsRead,
    ProjectsWrite,
    EnvironmentsWrite,
}

/// <summary>The permission table: the least role that grants each permission, and what suspension leaves of it.</summary>
public static class Permissions
{
    /// <summary>The permission's public name, for example <c>projects:write</c>.</summary>
    public static string Name(this Permission permission) => permission switch
    {
        Permission.OrganizationRead => "organization:read",
        Permission.OrganizationWrite => "organization:write",
        Permission.MembersRead => "members:read",
        Permission.ProjectsRead => "projects:read",
        Permission.ProjectsWrite => "projects:write",
        Permission.EnvironmentsWrite => "environments:write",
        _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, null),
    };

    /// <summary>Whether a role grants a permission.</summary>
    public static bool Grants(this Role role, Permission permission) => role >= LeastRole(permission);

    /// <summary>Whether a permission can still be used while the organization is suspended.</summary>
    public static bool HoldsWhileSuspended(this Permission permission) => permission == Permission.OrganizationRead;

    private static Role LeastRole(Permission permission) => permission switch
    {
        Permission.OrganizationRead => Role.Viewer,
        Permission.OrganizationWrite => Role.Admin,
        Permission.MembersRead => Role.Viewer,
        Permission.ProjectsRead => Role.Viewer,
        Permission.ProjectsWrite => Role.Manager,
        Permission.EnvironmentsWrite => Role.Manager,
        _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, null),
    };
}
