using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

public sealed class AccessPolicyTests(ClusterFixture cluster)
{
    private static readonly RoleContent Maker = new() { Name = "Maker", Permissions = ["projects:write"] };

    [Fact]
    public async Task Roles_on_a_project_grant_on_that_project_only()
    {
        var crew = await Crew.Gather(cluster, members: 1);
        var team = await crew.Team("Design");
        await crew.Run(new AddTeamMember { Organization = crew.Organization, Team = team, User = crew.Users[0], Actor = Actor.User(crew.Admin) });
        var (own, teams, other) = (await Project(crew), await Project(crew, team), await Project(crew));
        var owner = await Member(crew, projectRoles: ImmutableDictionary<ProjectId, Role>.Empty.Add(own, Role.Manager));

        Assert.Equal([Ruling.Allowed, Ruling.Allowed], await crew.Ask(owner, Permission.ProjectsWrite, own));
        Assert.Equal([Ruling.Denied, Ruling.Denied], await crew.Ask(owner, Permission.ProjectsWrite, other));
        Assert.Equal([Ruling.Denied, Ruling.Denied], await crew.Ask(owner, Permission.ProjectsWrite));
        Assert.Equal([Ruling.Denied, Ruling.Denied], await crew.Ask(owner, Permission.UsageWrite, own));
        Assert.Equal([Ruling.Allowed, Ruling.Allowed], await crew.Ask(crew.Users[0], Permission.ProjectsWrite, teams));
        Assert.Equal([Ruling.Denied, Ruling.Denied], await crew.Ask(crew.Users[0], Permission.ProjectsWrite, other));

        var told = (await crew.Policy.Explain(new AccessQuestion { User = crew.Users[0], Permission = "projects:write", Project = teams })).Value!;
        Assert.Equal((AccessSourceKind.TeamProjectRole, team, true), (told.Sources[0].Kind, told.Sources[0].Team, told.Sources[0].Decides));
        await crew.Run(new DeleteTeam { Organization = crew.Organization, Team = team, Actor = Actor.User(crew.Admin) });
        Assert.Equal([Ruling.Denied, Ruling.Denied], await crew.Ask(crew.Users[0], Permission.ProjectsWrite, teams));
    }

    [Fact]
    public async Task A_custom_role_grants_what_it_names_and_nothing_once_it_is_deleted()
    {
        var crew = await Crew.Gather(cluster, members: 0);
        Assert.True((await crew.Policy.PutRole("maker", Maker, null, Actor.User(crew.Admin))).Succeeded);
        var user = await Member(crew, customRoles: ["maker"]);

        Assert.Equal([Ruling.Allowed, Ruling.Allowed], await crew.Ask(user, Permission.ProjectsWrite));
        Assert.Equal([Ruling.Denied, Ruling.Denied], await crew.Ask(user, Permission.EnvironmentsWrite));
        Assert.True((await crew.Policy.DeleteRole("maker", Actor.User(crew.Admin))).Succeeded);
        Assert.Equal([Ruling.Denied, Ruling.Denied], await crew.Ask(user, Permission.ProjectsWrite));
    }

    [Fact]
    public async Task Roles_are_granted_by_those_who_hold_them_only()
    {
        var crew = await Crew.Gather(cluster, members: 1);
        await crew.Policy.PutRole("maker", Maker, null, Actor.User(crew.Admin));
        await crew.Policy.PutRole("boss", new RoleContent { Name = "Boss", Permissions = ["members:write"] }, null, Actor.User(crew.Admin));
        var manager = await Member(crew, Role.Manager);
        var maker = await Member(crew, Role.Viewer, customRoles: ["maker"]);

        Assert.Null(await Refusal(crew.Admin, Role.Admin, "boss", "maker"));
        Assert.Null(await Refusal(manager, Role.Manager, "maker"));
        Assert.Equal(ErrorCode.RoleAboveOwn, await Refusal(manager, Role.Admin));
        Assert.Equal(ErrorCode.RoleAboveOwn, await Refusal(manager, Role.Viewer, "boss"));
        Assert.Null(await Refusal(maker, Role.Viewer, "maker"));
        Assert.Equal(ErrorCode.RoleAboveOwn, await Refusal(maker, Role.Member));
        Assert.Equal(ErrorCode.RoleNotFound, await Refusal(crew.Admin, Role.Viewer, "nothing"));
        Assert.Equal(ErrorCode.OrganizationNotFound, await Refusal(TypedId.From<UserId>(Guid.CreateVersion7()), Role.Viewer));

        async Task<ErrorCode?> Refusal(UserId by, Role role, params string[] keys)
            => (await crew.Policy.MayGrant(Actor.User(by), new RoleSet { Role = role, CustomRoles = [.. keys] })).Error?.Code;
    }

    [Fact]
    public async Task Older_terms_than_those_at_hand_are_ignored()
    {
        var crew = await Crew.Gather(cluster, members: 0);
        var stopped = new OrganizationTerms { Status = OrganizationStatus.Suspended, Ordinal = 1_000 };
        await crew.Policy.Follow(stopped);
        await crew.Policy.Follow(stopped with { Status = OrganizationStatus.Active, Ordinal = 999 });

        Assert.Equal([Ruling.Suspended, Ruling.Suspended], await crew.Ask(crew.Admin, Permission.ProjectsRead));
        Assert.Equal([Ruling.Allowed, Ruling.Allowed], await crew.Ask(crew.Admin, Permission.OrganizationRead));
    }

    [Fact]
    public async Task Parallel_puts_never_overshoot_the_twenty_roles()
    {
        var crew = await Crew.Gather(cluster, members: 0);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => crew.Policy.PutRole($"role-{i}", Maker, null, Actor.User(crew.Admin))));

        Assert.Equal(20, answers.Count(answer => answer.Succeeded));
        Assert.All(answers, answer => Assert.True(answer.Succeeded || answer.Error.Code == ErrorCode.CapacityReached));
    }

    [Fact]
    public async Task A_role_is_never_deleted_under_a_team_that_takes_it()
    {
        for (var round = 0; round < 10; round++)
        {
            var crew = await Crew.Gather(cluster, members: 0);
            var team = await crew.Team("Design");
            await crew.Policy.PutRole("maker", Maker, null, Actor.User(crew.Admin));

            var taking = crew.Policy.SetTeamRoles(team, new RoleSet { CustomRoles = ["maker"] }, Actor.User(crew.Admin));
            var deleting = crew.Policy.DeleteRole("maker", Actor.User(crew.Admin));

            var (taken, deleted) = (await taking, await deleting);
            Assert.NotEqual(taken.Succeeded, deleted.Succeeded);
            Assert.Equal(taken.Succeeded ? ErrorCode.RoleInUse : ErrorCode.RoleNotFound, (taken.Error ?? deleted.Error)!.Code);
        }
    }

    [Fact]
    public async Task What_the_product_defines_is_judged_by_its_name()
    {
        await using var twins = await TwinClusters.Start();
        var signup = await twins[0].Tenant();
        var product = (await twins[0].Product().Get()) with
        {
            Flags = [new FlagDefinition { Key = "cards", Default = true }, new FlagDefinition { Key = "printing" }],
            Permissions =
            [
                new PermissionDefinition { Key = "cards:read", LeastRole = Role.Viewer, Feature = "cards", Reads = true },
                new PermissionDefinition { Key = "cards:print", LeastRole = Role.Admin, Feature = "printing" },
                new PermissionDefinition { Key = "cards:burn" },
            ],
        };
        Assert.True((await twins[0].Product().Put(product, null, Actor.System)).Succeeded);
        var policy = twins[0].AccessPolicy(signup.Organization.Id);
        var team = (TeamView)(await twins[0].Commands().Run(
            new CreateTeam { Organization = signup.Organization.Id, Name = "Fire", Actor = Actor.System })).Value!;
        await twins[0].Commands().Run(new AddTeamMember { Organization = signup.Organization.Id, Team = team.Id, User = signup.User.Id, Actor = Actor.User(signup.User.Id) });

        Assert.Equal([AccessReason.Allowed, AccessReason.FeatureMissing, AccessReason.Denied], await Reasons("cards:read", "cards:print", "cards:burn"));
        Assert.True((await policy.PutRole("burner", new RoleContent { Name = "Burner", Permissions = ["cards:burn"] }, null, Actor.User(signup.User.Id))).Succeeded);
        Assert.True((await policy.SetTeamRoles(team.Id, new RoleSet { CustomRoles = ["burner"] }, Actor.User(signup.User.Id))).Succeeded);
        Assert.Equal([AccessReason.Allowed], await Reasons("cards:burn"));

        Assert.True((await twins[0].Product().Put(product with { Permissions = [] }, null, Actor.System)).Succeeded);
        Assert.Equal(ErrorCode.ValidationFailed, (await policy.Explain(Question("cards:burn"))).Error?.Code);

        AccessQuestion Question(string permission) => new() { User = signup.User.Id, Permission = permission };
        async Task<IEnumerable<AccessReason>> Reasons(params string[] permissions)
            => (await policy.Check([.. permissions.Select(Question)])).Value!.Select(answer => answer.Reason);
    }

    private async Task<ProjectId> Project(Crew crew, TeamId? manager = null)
    {
        var project = TypedId.From<ProjectId>(Guid.CreateVersion7());
        var state = new ProjectState { Created = true, Name = "Shop" };
        if (manager is { } team)
            state = state with { TeamRoles = state.TeamRoles.Add(team, Role.Manager) };
        await Crew.Put(cluster, new RecordKey($"project/{crew.Organization}", project.Value), new Record<ProjectState> { State = state });
        return project;
    }

    private async Task<UserId> Member(
        Crew crew, Role role = Role.Viewer, ImmutableArray<string>? customRoles = null, ImmutableDictionary<ProjectId, Role>? projectRoles = null)
    {
        var user = TypedId.From<UserId>(Guid.CreateVersion7());
        await Crew.Put(cluster, new RecordKey($"membership/{crew.Organization}", user.Value), new Record<MembershipState>
        {
            State = new MembershipState
            {
                Roles = new RoleSet { Role = role, CustomRoles = customRoles ?? [] },
                ProjectRoles = projectRoles ?? ImmutableDictionary<ProjectId, Role>.Empty,
            },
        });
        return user;
    }
}
