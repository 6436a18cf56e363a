using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>The permission table: the one source of the checks and of the table in the documentation.</summary>
public static class Permissions
{
    private static readonly ImmutableArray<PermissionRule> Table =
    [
        new(Permission.OrganizationRead, "organization:read", Role.Viewer) { Reads = true, HoldsWhileSuspended = true },
        new(Permission.OrganizationWrite, "organization:write", Role.Admin),
        new(Permission.OrganizationLeave, "organization:leave", Role.Viewer) { HoldsWhileSuspended = true, HoldsWhileFrozen = true, ForPeople = true },
        new(Permission.MembersRead, "members:read", Role.Viewer) { Reads = true },
        new(Permission.MembersWrite, "members:write", Role.Admin),
        new(Permission.InvitationsRead, "invitations:read", Role.Manager) { Reads = true },
        new(Permission.InvitationsWrite, "invitations:write", Role.Manager),
        new(Permission.TeamsRead, "teams:read", Role.Viewer) { Reads = true },
        new(Permission.TeamsWrite, "teams:write", Role.Manager),
        new(Permission.RolesRead, "roles:read", Role.Viewer) { Reads = true },
        new(Permission.RolesWrite, "roles:write", Role.Admin) { Feature = "customRoles" },
        new(Permission.AccessRead, "access:read", Role.Viewer) { Reads = true },
        new(Permission.ProjectsRead, "projects:read", Role.Viewer) { Reads = true, OnProjects = true },
        new(Permission.ProjectsWrite, "projects:write", Role.Manager) { OnProjects = true },
        new(Permission.EnvironmentsRead, "environments:read", Role.Member) { Reads = true, OnProjects = true },
        new(Permission.EnvironmentsWrite, "environments:write", Role.Manager) { OnProjects = true },
        new(Permission.EnvironmentsPromote, "environments:promote", Role.Manager) { OnProjects = true },
        new(Permission.SubscriptionRead, "subscription:read", Role.Viewer) { Reads = true, HoldsWhileSuspended = true },
        new(Permission.SubscriptionWrite, "subscription:write", Role.Admin),
        new(Permission.EntitlementsRead, "entitlements:read", Role.Viewer) { Reads = true },
        new(Permission.UsageRead, "usage:read", Role.Viewer) { Reads = true },
        new(Permission.UsageWrite, "usage:write", Role.Member),
        new(Permission.FlagsRead, "flags:read", Role.Viewer) { Reads = true },
        new(Permission.FlagsWrite, "flags:write", Role.Admin),
        new(Permission.OnboardingRead, "onboarding:read", Role.Viewer) { Reads = true },
        new(Permission.OnboardingWrite, "onboarding:write", Role.Member),
        new(Permission.DomainsRead, "domains:read", Role.Viewer) { Reads = true },
        new(Permission.DomainsWrite, "domains:write", Role.Admin),
        new(Permission.ApiKeysRead, "api_keys:read", Role.Manager) { Reads = true },
        new(Permission.ApiKeysWrite, "api_keys:write", Role.Admin),
        new(Permission.AuditRead, "audit:read", Role.Admin) { Reads = true },
        new(Permission.AuditExport, "audit:export", Role.Admin) { Reads = true, HoldsWhileSuspended = true, Feature = "auditExport" },
        new(Permission.WebhooksRead, "webhooks:read", Role.Admin) { Reads = true },
        new(Permission.WebhooksWrite, "webhooks:write", Role.Admin),
        new(Permission.EventsRead, "events:read", Role.Admin) { Reads = true },
    ];

    private static readonly PermissionRule[] ByPermission = [.. Table.OrderBy(rule => rule.Permission)];
    private static readonly FrozenDictionary<string, PermissionRule> ByName = Table.ToFrozenDictionary(rule => rule.Name);

    /// <summary>Every permission of Tenantry's own, in the order of the documentation.</summary>
    public static ImmutableArray<PermissionRule> All => Table;

    /// <summary>Everything the table says of a permission.</summary>
    public static PermissionRule Rule(this Permission permission) => ByPermission[(int)permission];

    /// <summary>The rule of a permission by its public name; null when Tenantry has none by it.</summary>
    public static PermissionRule? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The permission's public name, for example <c>projects:write</c>.</summary>
    public static string Name(this Permission permission) => permission.Rule().Name;

    /// <summary>Whether a role grants a permission.</summary>
    public static bool Grants(this Role role, Permission permission) => role >= permission.Rule().LeastRole;
}
