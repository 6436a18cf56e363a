using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>One user's place in one organization. Without a role there is none.</summary>
internal sealed partial record MembershipState
{
    /// <summary>The own roles; null for a stranger.</summary>
    public RoleSet? Roles { get; init; }

    /// <summary>Whether the organization has closed its doors to the member, who keeps the place in it.</summary>
    public bool Disabled { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    public DateTimeOffset JoinedAt { get; init; }

    /// <summary>The member's number in the organization, in the order of joining.</summary>
    public long Ordinal { get; init; }

    /// <summary>The order of the last decision of the organization that was carried out here.</summary>
    public long Order { get; init; }

    public ImmutableDictionary<ProjectId, Role> ProjectRoles { get; init; } = ImmutableDictionary<ProjectId, Role>.Empty;

    public ImmutableArray<TeamId> Teams { get; init; } = [];

    /// <summary>The view; null for a stranger.</summary>
    public MemberView? View(UserId id, long revision) => Roles is null ? null : new()
    {
        Id = id,
        Email = Email,
        Name = Name,
        Role = Roles.Role!.Value,
        CustomRoles = Roles.CustomRoles,
        JoinedAt = JoinedAt,
        Disabled = Disabled,
        Revision = revision,
    };

    /// <summary>What it says about access; null for a stranger, and for a disabled member, who finds as much as one.</summary>
    public MemberAccess? Access() => Disabled ? null : Held();

    /// <summary>What the member holds, also while disabled; null for a stranger.</summary>
    public MemberAccess? Held() => Roles is null ? null : new()
    {
        Roles = Roles,
        ProjectRoles = ProjectRoles,
        Teams = Teams,
        Ordinal = Ordinal,
    };
}
