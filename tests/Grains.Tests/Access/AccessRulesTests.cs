using System.Collections.Immutable;
using CsCheck;

namespace Tenantry.Grains.Tests;

public sealed class AccessRulesTests
{
    public static TheoryData<string, Role> Table
        => [.. Permissions.All.SelectMany(_ => Enum.GetValues<Role>(), (rule, role) => new TheoryDataRow<string, Role>(rule.Name, role))];

    [Theory, MemberData(nameof(Table))]
    public void A_built_in_role_grants_what_the_table_says_on_all_ways_to_hold_it(string name, Role role)
    {
        var rule = Permissions.Find(name)!;
        var demand = Demand.Of(rule.Permission);
        var granted = role >= rule.LeastRole;
        var nobody = Facts.Of(Role.Viewer);
        var inTeam = nobody with { Member = nobody.Member! with { Teams = [Facts.Team] } };

        Assert.Equal(granted ? Ruling.Allowed : Ruling.Denied, Rule(demand, Facts.Of(role)));
        Assert.Equal(Or(granted), Rule(demand, inTeam with { Policy = Holding(new RoleSet { Role = role }) }));
        Assert.Equal(Or(granted && rule.OnProjects), Rule(demand, nobody with
        {
            Project = Facts.Project,
            Member = nobody.Member! with { ProjectRoles = ImmutableDictionary<ProjectId, Role>.Empty.Add(Facts.Project, role) },
        }));
        Assert.Equal(Or(granted && rule.OnProjects), Rule(demand, inTeam with
        {
            Policy = Holding(RoleSet.None),
            Project = Facts.Project,
            ProjectAccess = new ProjectAccess { TeamRoles = ImmutableDictionary<TeamId, Role>.Empty.Add(Facts.Team, role) },
        }));

        Ruling Or(bool byThis) => byThis || Role.Viewer >= rule.LeastRole ? Ruling.Allowed : Ruling.Denied;
    }

    [Theory]
    [InlineData(true, true, false, Ruling.Stranger)]
    [InlineData(false, true, true, Ruling.Denied)]
    [InlineData(false, false, true, Ruling.Suspended)]
    [InlineData(false, false, false, Ruling.FeatureMissing)]
    public void Of_several_refusals_the_first_is_given(bool stranger, bool denied, bool suspended, Ruling ruling)
    {
        // Also without the feature, and frozen.
        var facts = Facts.Of(denied ? Role.Viewer : Role.Manager) with { HasFeature = false };
        facts = facts with
        {
            Member = stranger ? null : facts.Member,
            Terms = facts.Terms with { Status = suspended ? OrganizationStatus.Suspended : OrganizationStatus.Active, MembersFrozenAfter = 0 },
        };

        Assert.Equal(ruling, Rule(Bound, facts));
    }

    [Fact]
    public void A_frozen_member_can_read_and_leave_and_an_own_admin_is_never_frozen()
    {
        var frozen = Facts.Of(Role.Manager);
        frozen = frozen with { Terms = frozen.Terms with { MembersFrozenAfter = 0 } };
        var adminByTeam = frozen with
        {
            Member = frozen.Member! with { Teams = [Facts.Team] },
            Policy = Holding(new RoleSet { Role = Role.Admin }),
        };

        Assert.Equal(Ruling.Frozen, Rule(Demand.Of(Permission.ProjectsWrite), frozen));
        Assert.Equal(Ruling.Allowed, Rule(Demand.Of(Permission.ProjectsRead), frozen));
        Assert.Equal(Ruling.Allowed, Rule(Demand.Of(Permission.OrganizationLeave), frozen));
        Assert.Equal(Ruling.Frozen, Rule(Demand.Of(Permission.OrganizationWrite), adminByTeam));
        Assert.Equal(Ruling.Allowed, Rule(Demand.Of(Permission.ProjectsWrite), Facts.Of(Role.Admin) with { Terms = frozen.Terms }));
    }

    [Fact]
    public void A_team_that_was_deleted_grants_nothing_on_projects_that_still_name_it()
    {
        var facts = Facts.Of(Role.Viewer);
        facts = facts with
        {
            Member = facts.Member! with { Teams = [Facts.Team] },
            Project = Facts.Project,
            ProjectAccess = new ProjectAccess { TeamRoles = ImmutableDictionary<TeamId, Role>.Empty.Add(Facts.Team, Role.Admin) },
        };

        Assert.Equal(Ruling.Denied, Rule(Demand.Of(Permission.ProjectsWrite), facts));
        Assert.Equal(Ruling.Allowed, Rule(Demand.Of(Permission.ProjectsWrite), facts with { Policy = Holding(RoleSet.None) }));
    }

    [Fact]
    public void Holding_more_never_takes_a_permission_away()
        => Gen.Select(Facts.AnyDemand, Facts.Any, Facts.AnyMember).Sample((demand, facts, more) =>
        {
            if (facts.Member is not { } member || Rule(demand, facts) != Ruling.Allowed)
                return;
            var richer = member with
            {
                Roles = new RoleSet
                {
                    Role = member.Roles.Role > more.Roles.Role ? member.Roles.Role : more.Roles.Role,
                    CustomRoles = [.. member.Roles.CustomRoles.Union(more.Roles.CustomRoles)],
                },
                Teams = [.. member.Teams.Union(more.Teams)],
                ProjectRoles = member.ProjectRoles.IsEmpty ? more.ProjectRoles : member.ProjectRoles,
            };
            Assert.Equal(Ruling.Allowed, Rule(demand, facts with { Member = richer }));
        });

    [Fact]
    public void Without_the_feature_nobody_has_what_is_bound_to_it()
        => Gen.Select(Facts.AnyDemand, Facts.Any).Sample((demand, facts) =>
            Assert.False(demand.Feature is not null && Rule(demand, facts with { HasFeature = false }) == Ruling.Allowed));

    [Fact]
    public void A_suspended_organization_allows_nothing_but_what_holds_then()
        => Gen.Select(Facts.AnyDemand, Facts.Any).Sample((demand, facts) => Assert.False(
            !demand.HoldsWhileSuspended
            && Rule(demand, facts with { Terms = facts.Terms with { Status = OrganizationStatus.Suspended } }) == Ruling.Allowed));

    [Fact]
    public void What_is_frozen_can_still_be_read()
        => Gen.Select(Facts.AnyDemand, Facts.Any).Sample((demand, facts) =>
        {
            var frozen = facts with { Terms = facts.Terms with { MembersFrozenAfter = 0, ProjectsFrozenAfter = 0 } };
            var thawed = facts with { Terms = facts.Terms with { MembersFrozenAfter = null, ProjectsFrozenAfter = null } };
            if (demand.Reads || demand.HoldsWhileFrozen)
                Assert.Equal(Rule(demand, thawed), Rule(demand, frozen));
            else if (facts.Member?.Roles.Role != Role.Admin)
                Assert.NotEqual(Ruling.Allowed, Rule(demand, frozen));
        });

    [Fact]
    public void A_project_that_was_not_asked_would_not_have_changed_the_answer()
        => Gen.Select(Facts.AnyDemand, Facts.Any).Sample((demand, facts) =>
        {
            if (!AccessRules.NeedsProject(demand, facts))
                Assert.Equal(AccessRules.Judge(demand, facts), AccessRules.Judge(demand, facts with { ProjectAccess = null }));
        });

    [Fact]
    public void An_explanation_tells_the_same_as_the_verdict()
        => Gen.Select(Facts.AnyDemand, Facts.Any).Sample((demand, facts) =>
        {
            var ruling = Rule(demand, facts);
            var question = new AccessQuestion { User = default, Permission = demand.Name, Project = facts.Project };
            var told = AccessStory.Tell(question, demand, facts, (AccessReason)ruling, []);
            Assert.Equal(ruling > Ruling.Denied || ruling == Ruling.Allowed, told.Sources.Any(source => source.Grants));
            Assert.Equal(told.Sources.Any(source => source.Grants) ? 1 : 0, told.Sources.Count(source => source.Decides));
            Assert.Equal(ruling == Ruling.Allowed, told.Sources.Any(source => source.Decides) && told.Gates.All(gate => gate.Passed));
            Assert.StartsWith(ruling == Ruling.Allowed ? "Yes. " : "No. ", told.Because, StringComparison.Ordinal);
        });

    private static readonly Demand Bound = new() { Name = "cards:write", LeastRole = Role.Manager, Feature = "cards" };

    private static AccessPolicyState Holding(RoleSet roles)
        => new() { Teams = ImmutableDictionary<TeamId, RoleSet>.Empty.Add(Facts.Team, roles) };

    private static Ruling Rule(Demand demand, AccessFacts facts) => AccessRules.Judge(demand, facts).Ruling;
}
