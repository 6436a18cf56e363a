namespace Tenantry.Grains.Tests;

/// <summary>What becomes of the place of a member whom their organization has disabled.</summary>
public sealed class DisabledMemberTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task They_can_be_put_into_a_team_and_are_on_its_roster()
    {
        var crew = await Crew.Gather(cluster, members: 0);
        var team = await crew.Team("Design");
        await crew.SetRoles(team, new RoleSet { Role = Role.Manager });
        var user = await Disabled(crew);

        await crew.Run(new AddTeamMember { Organization = crew.Organization, Team = team, User = user, Actor = Actor.User(crew.Admin) });

        Assert.Equal(user, Assert.Single((await Grains.Lists().TeamMembers(crew.Organization, team, null, 10)).Value!.Items).Id);
        Assert.Equal([Ruling.Stranger, Ruling.Stranger], await crew.Ask(user, Permission.ProjectsWrite));
        await crew.Run(new DisableMember { Organization = crew.Organization, User = user, Disabled = false, Actor = Actor.User(crew.Admin) });
        Assert.Equal([Ruling.Allowed, Ruling.Allowed], await crew.Ask(user, Permission.ProjectsWrite));
    }

    [Fact]
    public async Task Their_role_on_a_project_is_given_and_taken_as_anybodys()
    {
        var crew = await Crew.Gather(cluster, members: 0);
        var (given, held) = (await Disabled(crew), await Disabled(crew));
        foreach (var user in new[] { given, held })
            await crew.Run(Give(crew, user));

        await crew.Run(new TakeProjectRole
        {
            Organization = crew.Organization,
            Project = crew.Project,
            Holder = new() { User = held },
            Actor = Actor.User(crew.Admin),
        });

        Assert.Equal(
            [ProjectRoleView.Of(new() { User = given }, Role.Manager)],
            (await Grains.Lists().ProjectRoles(crew.Organization, crew.Project, null, 10)).Value!.Items);
        Assert.Empty((await Grains.Membership(crew.Organization, held).GetHeld())!.ProjectRoles);
    }

    [Fact]
    public async Task The_domain_of_their_address_does_not_let_them_in()
    {
        var crew = await Crew.Gather(cluster, members: 0);
        var domain = Owning.NewDomain();
        await cluster.Own(crew.Organization, domain, Enrolment.Automatic);
        var user = await Disabled(crew, $"{Make.Unique()}@{domain}");
        await Grains.User(user).VerifyEmail();

        Assert.Equal(ErrorCode.OrganizationNotFound, (await Grains.Join(user, crew.Organization)).Error?.Code);
        Assert.Null(await Grains.Membership(crew.Organization, user).GetAccess());
    }

    private static GiveProjectRole Give(Crew crew, UserId user) => new()
    {
        Organization = crew.Organization,
        Project = crew.Project,
        Holder = new() { User = user },
        Role = "manager",
        Actor = Actor.User(crew.Admin),
    };

    private static async Task<UserId> Disabled(Crew crew, string? email = null)
    {
        var member = Assert.IsType<MemberView>(await crew.Run(new AddOrganizationUser
        {
            Organization = crew.Organization,
            Email = email ?? $"{Make.Unique()}@example.com",
            Password = Make.Password,
            Role = "viewer",
            Actor = Actor.User(crew.Admin),
        }));
        await crew.Run(new DisableMember { Organization = crew.Organization, User = member.Id, Disabled = true, Actor = Actor.User(crew.Admin) });
        return member.Id;
    }
}
