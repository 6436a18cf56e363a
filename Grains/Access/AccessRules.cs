using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>Who may do what: a pure function of what is known, by which every question is judged, checked and explained.</summary>
internal static class AccessRules
{
    public static readonly Verdict Stranger = new() { Ruling = Ruling.Stranger };
    private static readonly Verdict Denied = new() { Ruling = Ruling.Denied };
    private static readonly Verdict Suspended = new() { Ruling = Ruling.Suspended };
    private static readonly Verdict MemberFrozen = new() { Ruling = Ruling.Frozen, About = Meters.Users };
    private static readonly Verdict SecondFactorMissing = new() { Ruling = Ruling.SecondFactorMissing };
    private static readonly Verdict ProjectFrozen = new() { Ruling = Ruling.Frozen, About = Meters.Projects };

    /// <summary>The answer. Of several reasons for a no, the first in the order of <see cref="Ruling"/> is given.</summary>
    public static Verdict Judge(Demand demand, in AccessFacts facts)
        => facts.Member is not { } member ? Stranger
            : facts.Barred || !IsGranted(demand, member, facts) ? Denied
            : IsStopped(demand, facts.Terms) ? Suspended
            : demand.Feature is { } feature && !facts.HasFeature ? new() { Ruling = Ruling.FeatureMissing, About = feature }
            : IsFrozen(demand, member, facts.Terms) ? MemberFrozen
            : IsFrozen(demand, facts.ProjectAccess, facts.Terms) ? ProjectFrozen
            : facts is { WithoutSecondFactor: true, Terms.RequiresSecondFactor: true } && !demand.HoldsWhileSuspended ? SecondFactorMissing
            : Verdict.Allowed;

    /// <summary>The answer to a server with an API key: it is no member, so no freeze of members stops it, and it has no second factor.</summary>
    /// <param name="demand">What is asked for.</param>
    /// <param name="granted">Whether the key has the scope.</param>
    /// <param name="terms">The organization's.</param>
    /// <param name="hasFeature">Whether the organization has the feature that the permission is bound to.</param>
    /// <param name="project">What the project says; null when there is none, or when it does not matter.</param>
    public static Verdict JudgeKey(Demand demand, bool granted, OrganizationTerms terms, bool hasFeature, ProjectAccess? project)
        => !granted ? Denied
            : IsStopped(demand, terms) ? Suspended
            : demand.Feature is { } feature && !hasFeature ? new() { Ruling = Ruling.FeatureMissing, About = feature }
            : IsFrozen(demand, project, terms) ? ProjectFrozen
            : Verdict.Allowed;

    /// <summary>Whether a key's answer depends on what the project says, so that it has to be asked.</summary>
    public static bool CanFreezeProject(Demand demand, OrganizationTerms terms) => terms.ProjectsFrozenAfter is not null && CanFreeze(demand);

    /// <summary>What a key must be allowed to give a built-in role: everything of Tenantry's own that the role grants and a key can have.</summary>
    public static IEnumerable<string> ScopesOf(Role? role, bool onProject = false)
        => role is not { } given ? []
            : Permissions.All.Where(rule => given >= rule.LeastRole && !rule.ForPeople && (rule.OnProjects || !onProject)).Select(rule => rule.Name);

    /// <summary>Whether all these are among the scopes of a key.</summary>
    public static bool HoldsAll(ImmutableArray<string> scopes, IEnumerable<string> permissions) => permissions.All(scopes.Contains);

    /// <summary>Whether the answer depends on what the project says, so that it has to be asked.</summary>
    public static bool NeedsProject(Demand demand, in AccessFacts facts)
        => facts.Member is { } member && facts.Project is { } project
            && (IsGrantedInOrganization(demand, member, facts.Policy) || IsGrantedByOwnRoleOn(project, demand, member)
                ? facts.Terms.ProjectsFrozenAfter is not null && CanFreeze(demand)
                : demand.OnProjects && !member.Teams.IsDefaultOrEmpty);

    /// <summary>Whether what the member holds in the organization grants it: the own roles, and those of the teams.</summary>
    public static bool IsGrantedInOrganization(Demand demand, MemberAccess member, AccessPolicyState policy)
    {
        if (Grants(policy, member.Roles, demand))
            return true;
        foreach (var team in member.Teams.AsSpan())
        {
            if (policy.Teams.TryGetValue(team, out var roles) && Grants(policy, roles, demand))
                return true;
        }

        return false;
    }

    /// <summary>Whether these roles grant it.</summary>
    public static bool Grants(AccessPolicyState policy, RoleSet roles, Demand demand)
    {
        if (roles.Role is { } role && demand.GrantedBy(role))
            return true;
        foreach (var key in roles.CustomRoles.AsSpan())
        {
            if (policy.CustomRoles.TryGetValue(key, out var custom) && custom.Grants(demand.Name))
                return true;
        }

        return false;
    }

    /// <summary>The highest built-in role that the member holds in the organization.</summary>
    public static Role HighestRole(MemberAccess member, AccessPolicyState policy)
    {
        var highest = member.Roles.Role.GetValueOrDefault();
        foreach (var team in member.Teams.AsSpan())
        {
            if (policy.Teams.TryGetValue(team, out var roles) && roles.Role > highest)
                highest = roles.Role.Value;
        }

        return highest;
    }

    public static bool IsStopped(Demand demand, OrganizationTerms terms)
        => terms.Status == OrganizationStatus.Suspended && !demand.HoldsWhileSuspended;

    /// <summary>Whether the member is beyond the plan's limit and it is more than reading. Own admins never are.</summary>
    public static bool IsFrozen(Demand demand, MemberAccess member, OrganizationTerms terms)
        => CanFreeze(demand) && member.Ordinal > terms.MembersFrozenAfter && member.Roles.Role != Role.Admin;

    /// <summary>Whether the project is beyond the plan's limit and it is more than reading.</summary>
    public static bool IsFrozen(Demand demand, ProjectAccess? project, OrganizationTerms terms)
        => CanFreeze(demand) && project?.Ordinal > terms.ProjectsFrozenAfter;

    private static bool CanFreeze(Demand demand) => !demand.Reads && !demand.HoldsWhileFrozen;

    private static bool IsGranted(Demand demand, MemberAccess member, in AccessFacts facts)
        => IsGrantedInOrganization(demand, member, facts.Policy)
            || (facts.Project is { } project
                && (IsGrantedByOwnRoleOn(project, demand, member) || IsGrantedByTeamsOn(demand, member, facts)));

    private static bool IsGrantedByOwnRoleOn(ProjectId project, Demand demand, MemberAccess member)
        => demand.OnProjects && member.ProjectRoles.TryGetValue(project, out var role) && demand.GrantedBy(role);

    private static bool IsGrantedByTeamsOn(Demand demand, MemberAccess member, in AccessFacts facts)
    {
        if (!demand.OnProjects || facts.ProjectAccess is not { } project || project.TeamRoles.IsEmpty)
            return false;
        foreach (var team in member.Teams.AsSpan())
        {
            // A project may still name a team that was deleted.
            if (project.TeamRoles.TryGetValue(team, out var role) && demand.GrantedBy(role) && facts.Policy.Teams.ContainsKey(team))
                return true;
        }

        return false;
    }
}
