namespace Tenantry.Grains.Tests;

public sealed class InvitationTeamTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Whoever_accepts_gets_into_the_teams_that_are_still_there()
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var (kept, deleted) = (await Team(organization, "Kept"), await Team(organization, "Deleted"));
        var request = new InvitationRequest { Email = Inviting.Email(), SendMail = false, Teams = [kept, deleted] };
        var invite = new Invite { Organization = organization, Invitation = request, Actor = Actor.System };
        var invitation = Assert.IsType<InvitationView>((await Grains.Commands().Run(invite)).Value);
        await Grains.AccessPolicy(organization).DeleteTeam(deleted, Actor.User((await Grains.Lists().Members(organization, null, 1)).Items[0].Id));
        await Grains.AccessPolicy(organization).Settled(TimeSpan.FromSeconds(20));

        var joined = Assert.IsType<JoinedView>((await Grains.SignUp(invitation.Token!)).Value);

        Assert.Equal([kept, deleted], invitation.Teams);
        Assert.Equal([kept], (await Grains.Membership(organization, joined.Member.Id).GetAccess())!.Teams);
        Assert.Equal(
            ErrorCode.TeamNotFound,
            (await Grains.Commands().Run(invite with { Invitation = request with { Email = Inviting.Email() } })).Error?.Code);
    }

    [Fact]
    public async Task Nobody_invites_into_a_team_that_grants_more_than_they_have()
    {
        var tenant = await Grains.Tenant();
        var manager = await Grains.Tenant();
        var invitation = await Grains.Invited(tenant.Organization.Id, manager.User.Email, role: "manager");
        Assert.Null((await Grains.Accept(invitation.Token!, manager.User.Id)).Error);
        var team = await Team(tenant.Organization.Id, "Admins");
        Assert.True((await Grains.AccessPolicy(tenant.Organization.Id).SetTeamRoles(team, new RoleSet { Role = Role.Admin }, Actor.User(tenant.User.Id))).Succeeded);

        var outcome = await Grains.Commands().Run(new Invite
        {
            Organization = tenant.Organization.Id,
            Invitation = new InvitationRequest { Email = Inviting.Email(), Teams = [team] },
            Actor = Actor.User(manager.User.Id),
        });

        Assert.Equal(ErrorCode.RoleAboveOwn, outcome.Error?.Code);
    }

    private async Task<TeamId> Team(OrganizationId organization, string name)
    {
        var outcome = await Grains.Commands().Run(new CreateTeam { Organization = organization, Name = name, Actor = Actor.System });
        return Assert.IsType<TeamView>(outcome.Value).Id;
    }
}
