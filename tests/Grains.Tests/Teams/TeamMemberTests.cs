namespace Tenantry.Grains.Tests;

public sealed class TeamMemberTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_member_is_in_at_most_fifty_teams_however_many_are_joined_at_once()
    {
        var crew = await Crew.Gather(cluster, members: 1);
        var teams = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => crew.Team($"Team {i}")));

        var outcomes = await Task.WhenAll(teams.Select(team => Join(crew, team, crew.Users[0])));

        Assert.Equal(50, outcomes.Count(outcome => outcome.Error is null));
        Assert.All(outcomes, outcome => Assert.True(outcome.Error is null or { Code: ErrorCode.CapacityReached }));
        Assert.Equal(50, (await Grains.Membership(crew.Organization, crew.Users[0]).GetAccess())!.Teams.Length);
        var rosters = await Task.WhenAll(teams.Select(team => Grains.Lists().TeamMembers(crew.Organization, team, null, 10)));
        Assert.Equal(50, rosters.Sum(roster => roster.Value!.Items.Length));
    }

    [Fact]
    public async Task Pages_of_a_roster_make_up_the_whole()
    {
        var crew = await Crew.Gather(cluster, members: 25);
        var team = await crew.Team("Design");
        await Task.WhenAll(crew.Users.Select(user => Join(crew, team, user)));

        var found = new List<UserId>();
        string? after = null;
        do
        {
            var page = (await Grains.Lists().TeamMembers(crew.Organization, team, after, 10)).Value!;
            found.AddRange(page.Items.Select(member => member.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(crew.Users, found);
    }

    [Fact]
    public async Task Whoever_is_removed_is_on_no_roster_and_in_no_team_when_they_come_back()
    {
        var crew = await Crew.Gather(cluster, members: 1);
        var membership = Grains.Membership(crew.Organization, crew.Users[0]);
        var teams = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => crew.Team($"Team {i}")));
        foreach (var team in teams)
        {
            await crew.SetRoles(team, new RoleSet { Role = Role.Admin });
            await Join(crew, team, crew.Users[0]);
        }

        await membership.Remove(order: 100);
        Assert.Equal([Ruling.Stranger, Ruling.Stranger], await crew.Ask(crew.Users[0], Permission.OrganizationRead));
        Assert.Equal(ErrorCode.MemberNotFound, (await Join(crew, teams[0], crew.Users[0])).Error?.Code);
        Assert.True(await membership.Settled(TimeSpan.FromSeconds(10)));
        foreach (var team in teams)
            Assert.Empty(await Roster(team));

        var back = new NewMember { Email = "a@example.com", Roles = new RoleSet { Role = Role.Viewer }, JoinedAt = DateTimeOffset.UnixEpoch, Ordinal = 9 };
        await membership.Create(back, order: 101);
        Assert.Equal([Ruling.Denied, Ruling.Denied], await crew.Ask(crew.Users[0], Permission.ProjectsWrite));
    }

    [Fact]
    public async Task Deleting_a_team_while_members_join_leaves_nobody_in_it()
    {
        for (var round = 0; round < 3; round++)
        {
            var crew = await Crew.Gather(cluster, members: 120);
            var team = await crew.Team("Design");
            await crew.SetRoles(team, new RoleSet { Role = Role.Manager });
            await Task.WhenAll(crew.Users.Take(60).Select(user => Join(crew, team, user)));

            var joins = crew.Users.Skip(60).Select(user => Join(crew, team, user)).ToArray();
            await crew.Run(new DeleteTeam { Organization = crew.Organization, Team = team, Actor = Actor.User(crew.Admin) });
            var rulings = await Task.WhenAll(crew.Users.Select(user => crew.Ask(user, Permission.ProjectsWrite)));
            Assert.All(rulings.SelectMany(ruling => ruling), ruling => Assert.Equal(Ruling.Denied, ruling));
            Assert.Equal(ErrorCode.TeamNotFound, (await Join(crew, team, crew.Users[0])).Error?.Code);

            Assert.All(await Task.WhenAll(joins), outcome => Assert.True(outcome.Error is null or { Code: ErrorCode.TeamNotFound }));
            await Eventually.True(async () => (await Roster(team)).Count == 0
                && (await Task.WhenAll(crew.Users.Select(async user => (await Grains.Membership(crew.Organization, user).GetAccess())!)))
                    .All(access => access.Teams.IsEmpty));
        }
    }

    [Fact]
    public async Task Whoever_comes_in_when_the_team_is_gone_goes_out_again()
    {
        var crew = await Crew.Gather(cluster, members: 1);
        var membership = Grains.Membership(crew.Organization, crew.Users[0]);
        var team = await crew.Team("Design");
        await crew.Run(new DeleteTeam { Organization = crew.Organization, Team = team, Actor = Actor.User(crew.Admin) });
        await Eventually.True(async () => (await StoredTeam(crew, team)).IsEmptied);

        // As a membership that had joined in a turn of the team, and announces it only now.
        Assert.True((await membership.JoinTeam(team, Actor.System)).Succeeded);

        await Eventually.True(async () => (await membership.GetAccess())!.Teams.IsEmpty && (await Roster(team)).Count == 0);
    }

    [Fact]
    public async Task Joining_and_leaving_at_once_ends_with_roster_and_membership_agreeing()
    {
        var crew = await Crew.Gather(cluster, members: 3);
        var team = await crew.Team("Design");

        await Task.WhenAll(crew.Users.SelectMany(user => Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? Join(crew, team, user) : Leave(crew, team, user))));

        foreach (var user in crew.Users)
        {
            var membership = Grains.Membership(crew.Organization, user);
            Assert.True(await membership.Settled(TimeSpan.FromSeconds(10)));
            Assert.Equal((await membership.GetAccess())!.Teams.Contains(team), (await Roster(team)).Contains(user.Value));
        }
    }

    [Fact]
    public async Task Nobody_comes_in_by_somebody_who_holds_less_than_the_team()
    {
        var crew = await Crew.Gather(cluster, members: 2);
        var team = await crew.Team("Design");
        await crew.SetRoles(team, new RoleSet { Role = Role.Admin });

        var outcome = await Grains.Commands().Run(
            new AddTeamMember { Organization = crew.Organization, Team = team, User = crew.Users[0], Actor = Actor.User(crew.Users[1]) });

        Assert.Equal(ErrorCode.RoleAboveOwn, outcome.Error?.Code);
    }

    private Task<Outcome> Join(Crew crew, TeamId team, UserId user)
        => Grains.Commands().Run(new AddTeamMember { Organization = crew.Organization, Team = team, User = user, Actor = Actor.User(crew.Admin) });

    private Task<Outcome> Leave(Crew crew, TeamId team, UserId user)
        => Grains.Commands().Run(new RemoveTeamMember { Organization = crew.Organization, Team = team, User = user, Actor = Actor.User(crew.Admin) });

    // The entries themselves: the list leaves out whoever is not in the team any more.
    private async Task<List<string>> Roster(TeamId team)
        => [.. (await cluster.Store.ReadPartition($"team-member/{team}", null, 1000)).Select(record => record.Key.Key)];

    private async Task<TeamState> StoredTeam(Crew crew, TeamId team)
        => GrainJson.Read<Record<TeamState>>((await cluster.Store.Read(new RecordKey($"team/{crew.Organization}", team.Value)))!.Body).State;
}
