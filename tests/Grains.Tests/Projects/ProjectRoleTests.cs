using static Tenantry.Grains.Tests.Make;

namespace Tenantry.Grains.Tests;

public sealed class ProjectRoleTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_member_gets_a_role_on_a_project_and_loses_it()
    {
        var (organization, project, member) = await Begin();

        Assert.Equal(Role.Manager, (await Give(organization, project, member, "editor")).Value!.Role);
        Assert.Equal(Role.Manager, (await Grains.Membership(organization, member).GetAccess())!.ProjectRoles[project]);
        Assert.Equal([ProjectRoleView.Of(new() { User = member }, Role.Manager)], await List(organization, project));

        Assert.Equal(Role.Viewer, (await Give(organization, project, member, "viewer")).Value!.Role);
        Assert.Equal([ProjectRoleView.Of(new() { User = member }, Role.Viewer)], await List(organization, project));

        Assert.True((await Take(organization, project, new() { User = member })).Succeeded);
        Assert.True((await Take(organization, project, new() { User = member })).Succeeded);
        Assert.Empty((await Grains.Membership(organization, member).GetAccess())!.ProjectRoles);
        Assert.Empty(await List(organization, project));
        Assert.Equal(
            [(null, "manager"), ("manager", "viewer"), ("viewer", null)],
            (await Grains.Events(organization, 3, "project.role_changed")).Select(happened => (happened.Before!["role"], happened.After!["role"])));
    }

    [Fact]
    public async Task A_team_gets_a_role_on_a_project_and_is_listed_before_users()
    {
        var (organization, project, member) = await Begin();
        var team = new RoleHolder { Team = await Team(organization) };

        await Give(organization, project, member, "viewer");
        Assert.True((await Give(organization, project, team.Team!.Value, "owner")).Succeeded);

        Assert.Equal(Role.Admin, (await Grains.Project(organization, project).GetAccess())!.TeamRoles[team.Team!.Value]);
        Assert.Equal(
            [ProjectRoleView.Of(team, Role.Admin), ProjectRoleView.Of(new() { User = member }, Role.Viewer)], await List(organization, project));

        Assert.True((await Take(organization, project, team)).Succeeded);
        Assert.Empty((await Grains.Project(organization, project).GetAccess())!.TeamRoles);
        Assert.Single(await List(organization, project));
    }

    [Fact]
    public async Task A_team_that_is_not_there_gets_no_role_and_a_deleted_one_is_not_listed()
    {
        var (organization, project, _) = await Begin();
        var theirs = await Team((await Grains.Tenant()).Organization.Id);
        Assert.Equal(ErrorCode.TeamNotFound, (await Give(organization, project, theirs)).Error!.Code);
        Assert.Equal(ErrorCode.TeamNotFound, (await Take(organization, project, new() { Team = theirs })).Error!.Code);

        var team = await Team(organization);
        Assert.True((await Give(organization, project, team)).Succeeded);
        Assert.True((await Delete(organization, team)).Succeeded);
        Assert.Empty(await List(organization, project));
        Assert.True((await Take(organization, project, new() { Team = team })).Succeeded);
    }

    [Fact]
    public async Task Deleted_teams_make_room_for_others()
    {
        var (organization, project, _) = await Begin();
        var grain = Grains.Project(organization, project);
        var teams = await Task.WhenAll(Enumerable.Range(0, ProjectState.MostTeamRoles).Select(_ => Team(organization)));
        foreach (var team in teams)
            Assert.True((await grain.SetRole(new() { Team = team }, Role.Viewer, Actor.System)).Succeeded);

        var late = await Team(organization);
        Assert.Equal(ErrorCode.CapacityReached, (await grain.SetRole(new() { Team = late }, Role.Viewer, Actor.System)).Error!.Code);
        Assert.True((await Delete(organization, teams[7])).Succeeded);
        Assert.True((await grain.SetRole(new() { Team = late }, Role.Viewer, Actor.System)).Succeeded);
        Assert.DoesNotContain(teams[7], (await grain.GetAccess())!.TeamRoles.Keys);
    }

    [Fact]
    public async Task The_list_is_read_page_by_page()
    {
        var (organization, project, member) = await Begin();
        var other = await Join(organization, Role.Viewer);
        var teams = new[] { await Team(organization), await Team(organization) };
        foreach (var team in teams)
            await Give(organization, project, team);
        await Give(organization, project, member, "viewer");
        await Give(organization, project, other, "viewer");
        var all = await List(organization, project);
        Assert.Equal(4, all.Length);

        for (var limit = 1; limit <= 4; limit++)
        {
            var (read, after) = (new List<ProjectRoleView>(), (string?)null);
            do
            {
                var page = (await Grains.Lists().ProjectRoles(organization, project, after, limit)).Value!;
                Assert.InRange(page.Items.Length, 1, limit);
                read.AddRange(page.Items);
                after = page.Next;
            }
            while (after is not null);
            Assert.Equal(all, read);
        }
    }

    [Fact]
    public async Task Who_is_no_member_gets_no_role()
    {
        var (organization, project, _) = await Begin();
        var stranger = (await Grains.Tenant()).User.Id;

        Assert.Equal(ErrorCode.MemberNotFound, (await Give(organization, project, stranger, "viewer")).Error!.Code);
        Assert.Equal(ErrorCode.MemberNotFound, (await Take(organization, project, new() { User = stranger })).Error!.Code);
    }

    [Fact]
    public async Task A_project_of_another_tenant_is_not_found()
    {
        var (organization, _, member) = await Begin();
        var theirs = await Grains.Tenant();

        Assert.Equal(ErrorCode.ProjectNotFound, (await Give(organization, theirs.Project.Id, member, "viewer")).Error!.Code);
        Assert.Equal(ErrorCode.ProjectNotFound, (await Grains.Lists().ProjectRoles(organization, theirs.Project.Id, null, 10)).Error!.Code);
        Assert.Empty(await List(theirs.Organization.Id, theirs.Project.Id));
    }

    [Fact]
    public async Task Nobody_gives_or_takes_more_than_they_hold()
    {
        var (organization, project, member) = await Begin(Role.Member);
        var other = await Join(organization, Role.Viewer);
        var actor = Actor.User(member);
        await Give(organization, project, member, "manager");

        Assert.Equal(ErrorCode.RoleAboveOwn, (await Give(organization, project, other, "admin", actor)).Error!.Code);
        Assert.True((await Give(organization, project, other, "manager", actor)).Succeeded);

        Assert.True((await Give(organization, project, other, "admin")).Succeeded);
        Assert.Equal(ErrorCode.RoleAboveOwn, (await Give(organization, project, other, "viewer", actor)).Error!.Code);
        Assert.Equal(ErrorCode.RoleAboveOwn, (await Take(organization, project, new() { User = other }, actor)).Error!.Code);
        Assert.Equal(Role.Admin, (await Grains.Membership(organization, other).GetAccess())!.ProjectRoles[project]);
    }

    [Fact]
    public async Task Who_leaves_the_organization_is_taken_off_the_lists()
    {
        var (organization, project, member) = await Begin();
        await Give(organization, project, member, "viewer");

        Assert.True((await Grains.Commands().Ask(new EndMembership { Organization = organization, User = member, Actor = Actor.System })).Succeeded);
        await Eventually.True(async () => (await List(organization, project)).Length == 0);

        await Admit(organization, member, Role.Viewer);
        Assert.Empty((await Grains.Membership(organization, member).GetAccess())!.ProjectRoles);
    }

    [Fact]
    public async Task The_roles_of_a_member_are_bounded()
    {
        var (organization, _, member) = await Begin();
        var membership = Grains.Membership(organization, member);
        for (var i = 0; i < 100; i++)
            Assert.True((await membership.SetProjectRole(TypedId.From<ProjectId>(Guid.CreateVersion7()), Role.Viewer, Actor.System)).Succeeded);

        var refused = await membership.SetProjectRole(TypedId.From<ProjectId>(Guid.CreateVersion7()), Role.Viewer, Actor.System);
        Assert.Equal(ErrorCode.CapacityReached, refused.Error!.Code);
    }

    private async Task<(OrganizationId Organization, ProjectId Project, UserId Member)> Begin(Role role = Role.Viewer)
    {
        var signup = await Grains.Tenant();
        return (signup.Organization.Id, signup.Project.Id, await Join(signup.Organization.Id, role));
    }

    private async Task<UserId> Join(OrganizationId organization, Role role)
    {
        var user = (await Grains.Tenant()).User.Id;
        await Admit(organization, user, role);
        return user;
    }

    private async Task Admit(OrganizationId organization, UserId user, Role role)
        => Assert.True((await Grains.Commands().Ask(
            new AddMember { Organization = organization, User = user, Role = role.Name(), Actor = Actor.System })).Succeeded);

    private async Task<TeamId> Team(OrganizationId organization)
        => (await Grains.Commands().Ask(new CreateTeam { Organization = organization, Name = Unique(), Actor = Actor.System })).Value!.Id;

    private async Task<Result<Done>> Delete(OrganizationId organization, TeamId team)
    {
        var admin = (await Grains.Lists().Members(organization, null, 10)).Items.First(member => member.Role == Role.Admin).Id;
        return await Grains.Commands().Ask(new DeleteTeam { Organization = organization, Team = team, Actor = Actor.User(admin) });
    }

    private Task<Result<ProjectRoleView>> Give(OrganizationId organization, ProjectId project, TeamId team, string role = "viewer")
        => Grains.Commands().Ask(new GiveProjectRole
        {
            Organization = organization,
            Project = project,
            Holder = new() { Team = team },
            Role = role,
            Actor = Actor.System,
        });

    private Task<Result<ProjectRoleView>> Give(
        OrganizationId organization, ProjectId project, UserId user, string role, Actor? actor = null)
        => Grains.Commands().Ask(new GiveProjectRole
        {
            Organization = organization,
            Project = project,
            Holder = new() { User = user },
            Role = role,
            Actor = actor ?? Actor.System,
        });

    private Task<Result<Done>> Take(OrganizationId organization, ProjectId project, RoleHolder holder, Actor? actor = null)
        => Grains.Commands().Ask(
            new TakeProjectRole { Organization = organization, Project = project, Holder = holder, Actor = actor ?? Actor.System });

    private async Task<ProjectRoleView[]> List(OrganizationId organization, ProjectId project)
        => [.. (await Grains.Lists().ProjectRoles(organization, project, null, 100)).Value!.Items];
}
