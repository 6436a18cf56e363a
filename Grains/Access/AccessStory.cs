using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>Tells an answer with everything that led to it, by the same rules that gave it.</summary>
internal static class AccessStory
{
    public static AccessExplanation Tell(
        AccessQuestion question, Demand demand, in AccessFacts facts, AccessReason reason, IReadOnlyCollection<TeamView> teams)
    {
        var sources = Sources(demand, facts, teams.ToDictionary(team => team.Id, team => team.Name));
        var gates = facts.Member is { } member ? Gates(demand, member, facts) : [];
        return new AccessExplanation
        {
            User = question.User,
            Permission = question.Permission,
            Project = question.Project,
            Allowed = reason == AccessReason.Allowed,
            Reason = reason,
            Because = Because(demand, facts, reason, sources, gates),
            Sources = sources,
            Gates = gates,
        };
    }

    /// <summary>Everything that the member holds, the strongest that grants the permission first.</summary>
    public static ImmutableArray<AccessSource> Sources(Demand demand, AccessFacts facts, IReadOnlyDictionary<TeamId, string> teamNames)
    {
        if (facts.Member is not { } member)
            return [];

        var sources = new List<AccessSource>();
        AddRoles(sources, demand, facts.Policy, member.Roles, team: null, "The user");
        foreach (var team in member.Teams)
        {
            if (facts.Policy.Teams.TryGetValue(team, out var roles))
                AddRoles(sources, demand, facts.Policy, roles, team, $"The user's team {Called(team, teamNames)}");
        }

        if (facts.Project is { } project && facts.ProjectAccess is { } access)
        {
            if (member.ProjectRoles.TryGetValue(project, out var own))
                sources.Add(OnProject(demand, AccessSourceKind.ProjectRole, own, team: null, "The user"));
            foreach (var team in member.Teams)
            {
                if (access.TeamRoles.TryGetValue(team, out var role) && facts.Policy.Teams.ContainsKey(team))
                    sources.Add(OnProject(demand, AccessSourceKind.TeamProjectRole, role, team, $"The user's team {Called(team, teamNames)}"));
            }
        }

        // The order is kept among equals, so the user's own comes before a team's.
        ImmutableArray<AccessSource> ordered = [.. sources.OrderByDescending(source => source.Grants).ThenByDescending(source => source.Role)];
        return ordered is [{ Grants: true } first, ..] ? ordered.SetItem(0, first with { Decides = true }) : ordered;
    }

    private static void AddRoles(
        List<AccessSource> sources, Demand demand, AccessPolicyState policy, RoleSet roles, TeamId? team, string holder)
    {
        if (roles.Role is { } role)
        {
            var grants = demand.GrantedBy(role);
            sources.Add(new()
            {
                Kind = team is null ? AccessSourceKind.Role : AccessSourceKind.TeamRole,
                Role = role,
                Team = team,
                Grants = grants,
                Because = $"{holder} is {role.Name()} in the organization, which {Grants(demand, grants)}.",
            });
        }

        foreach (var key in roles.CustomRoles)
        {
            var custom = policy.CustomRoles.GetValueOrDefault(key);
            var grants = custom?.Grants(demand.Name) ?? false;
            sources.Add(new()
            {
                Kind = team is null ? AccessSourceKind.CustomRole : AccessSourceKind.TeamCustomRole,
                CustomRole = key,
                Team = team,
                Grants = grants,
                Because = custom is null
                    ? $"{holder} holds the role '{key}', which does not exist any more and grants nothing."
                    : $"{holder} holds the role '{key}', which {Grants(demand, grants)}.",
            });
        }
    }

    private static AccessSource OnProject(Demand demand, AccessSourceKind kind, Role role, TeamId? team, string holder)
    {
        var grants = demand.OnProjects && demand.GrantedBy(role);
        return new()
        {
            Kind = kind,
            Role = role,
            Team = team,
            Grants = grants,
            Because = demand.OnProjects
                ? $"{holder} is {role.Name()} on the project, which {Grants(demand, grants)} there."
                : $"{holder} is {role.Name()} on the project, but no role on a project grants '{demand.Name}'.",
        };
    }

    private static ImmutableArray<AccessGate> Gates(Demand demand, MemberAccess member, in AccessFacts facts)
    {
        var gates = ImmutableArray.CreateBuilder<AccessGate>();
        gates.Add(new()
        {
            Kind = AccessGateKind.Account,
            Passed = !facts.Barred,
            Because = facts.Barred ? "The user's account is disabled." : "The user's account is not disabled.",
        });
        gates.Add(new()
        {
            Kind = AccessGateKind.Suspension,
            Passed = !AccessRules.IsStopped(demand, facts.Terms),
            Because = facts.Terms.Status != OrganizationStatus.Suspended ? "The organization is not suspended."
                : demand.HoldsWhileSuspended ? $"The organization is suspended, which leaves '{demand.Name}'."
                : "The organization is suspended.",
        });
        if (demand.Feature is { } feature)
        {
            gates.Add(new()
            {
                Kind = AccessGateKind.Feature,
                Passed = facts.HasFeature,
                Feature = feature,
                Because = $"'{demand.Name}' needs the feature '{feature}', which the organization {(facts.HasFeature ? "has" : "does not have")}.",
            });
        }

        gates.Add(Freeze(
            AccessGateKind.MemberFreeze, AccessRules.IsFrozen(demand, member, facts.Terms), member.Ordinal > facts.Terms.MembersFrozenAfter,
            demand, "The member", "members"));
        if (facts.ProjectAccess is { } project)
        {
            gates.Add(Freeze(
                AccessGateKind.ProjectFreeze, AccessRules.IsFrozen(demand, project, facts.Terms), project.Ordinal > facts.Terms.ProjectsFrozenAfter,
                demand, "The project", "projects"));
        }

        return gates.ToImmutable();
    }

    private static AccessGate Freeze(AccessGateKind kind, bool frozen, bool beyond, Demand demand, string what, string meter) => new()
    {
        Kind = kind,
        Passed = !frozen,
        Because = !beyond ? $"{what} is within the plan's limit of {meter}."
            : frozen ? $"{what} is beyond the plan's limit of {meter} and can only be read."
            : $"{what} is beyond the plan's limit of {meter}, which leaves '{demand.Name}'.",
    };

    private static string Because(
        Demand demand, in AccessFacts facts, AccessReason reason, ImmutableArray<AccessSource> sources, ImmutableArray<AccessGate> gates)
        => reason switch
        {
            AccessReason.Allowed => $"Yes. {sources[0].Because}",
            AccessReason.NotMember => "No. The user is not a member of the organization.",
            AccessReason.Denied when facts.Barred => "No. The user's account is disabled.",
            AccessReason.Denied when facts is { Project: not null, ProjectAccess: null } => "No. The organization has no such project.",
            AccessReason.Denied => $"No. Nothing that the user holds grants '{demand.Name}'{Granting(demand)}.",
            _ => $"No. {gates.First(gate => !gate.Passed).Because}",
        };

    private static string Granting(Demand demand)
        => demand.LeastRole is { } least ? $"; the least built-in role that does is {least.Name()}" : "; only custom roles can";

    private static string Grants(Demand demand, bool grants) => grants ? $"grants '{demand.Name}'" : $"does not grant '{demand.Name}'";

    private static string Called(TeamId team, IReadOnlyDictionary<TeamId, string> names)
        => names.TryGetValue(team, out var name) ? $"'{name}'" : team.Value;
}
