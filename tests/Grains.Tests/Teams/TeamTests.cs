using Orleans.Core.Internal;

namespace Tenantry.Grains.Tests;

public sealed class TeamTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task What_changes_about_a_team_holds_from_the_next_request_on_every_silo()
    {
        var crew = await Crew.Gather(cluster, members: 1);
        var user = crew.Users[0];
        var team = await crew.Team("Design");
        await crew.Run(new AddTeamMember { Organization = crew.Organization, Team = team, User = user, Actor = Actor.User(crew.Admin) });

        for (var round = 0; round < 10; round++)
        {
            await crew.SetRoles(team, new RoleSet { Role = Role.Manager });
            Assert.Equal([Ruling.Allowed, Ruling.Allowed], await crew.Ask(user, Permission.ProjectsWrite));
            await crew.SetRoles(team, RoleSet.None);
            Assert.Equal([Ruling.Denied, Ruling.Denied], await crew.Ask(user, Permission.ProjectsWrite));

            await crew.Policy.PutRole("maker", new RoleContent { Name = "Maker", Permissions = ["projects:write"] }, null, Actor.User(crew.Admin));
            await crew.SetRoles(team, new RoleSet { CustomRoles = ["maker"] });
            Assert.Equal([Ruling.Allowed, Ruling.Allowed], await crew.Ask(user, Permission.ProjectsWrite));
            await crew.Policy.PutRole("maker", new RoleContent { Name = "Maker", Permissions = [] }, null, Actor.User(crew.Admin));
            Assert.Equal([Ruling.Denied, Ruling.Denied], await crew.Ask(user, Permission.ProjectsWrite));

            await crew.SetRoles(team, new RoleSet { Role = Role.Admin });
            await crew.Run(new RemoveTeamMember { Organization = crew.Organization, Team = team, User = user, Actor = Actor.User(crew.Admin) });
            Assert.Equal([Ruling.Denied, Ruling.Denied], await crew.Ask(user, Permission.ProjectsWrite));
            await crew.Run(new AddTeamMember { Organization = crew.Organization, Team = team, User = user, Actor = Actor.User(crew.Admin) });
            Assert.Equal([Ruling.Allowed, Ruling.Allowed], await crew.Ask(user, Permission.ProjectsWrite));
        }

        await crew.Run(new DeleteTeam { Organization = crew.Organization, Team = team, Actor = Actor.User(crew.Admin) });
        Assert.Equal([Ruling.Denied, Ruling.Denied], await crew.Ask(user, Permission.ProjectsWrite));
    }

    [Fact]
    public async Task Fifty_creates_at_once_never_overshoot_the_thousand_teams()
    {
        var crew = await Crew.Gather(cluster, members: 0, teams: AccessPolicyState.MostTeams - 17);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Create(crew, $"Team {i}")));

        Assert.Equal(17, outcomes.Count(outcome => outcome.Error is null));
        Assert.All(outcomes, outcome => Assert.True(outcome.Error is null or { Code: ErrorCode.CapacityReached }));
        Assert.Equal(17, (await Grains.Lists().Teams(crew.Organization, null, 100)).Items.Length);
    }

    [Fact]
    public async Task Of_many_creates_with_one_name_in_any_case_one_succeeds()
    {
        var crew = await Crew.Gather(cluster, members: 0);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Create(crew, i % 2 == 0 ? "Design" : "DESIGN")));

        Assert.Single(outcomes, outcome => outcome.Error is null);
        Assert.All(outcomes, outcome => Assert.True(outcome.Error is null or { Code: ErrorCode.TeamNameTaken }));
        Assert.Single((await Grains.Lists().Teams(crew.Organization, null, 100)).Items);
    }

    [Fact]
    public async Task Of_many_renames_to_one_name_one_succeeds_and_what_is_given_up_is_free()
    {
        var crew = await Crew.Gather(cluster, members: 0);
        var teams = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => crew.Team($"Team {i}")));

        var outcomes = await Task.WhenAll(teams.Select((team, i) => Rename(crew, team, i % 2 == 0 ? "Design" : "design")));

        var winner = Assert.Single(outcomes, outcome => outcome.Error is null);
        Assert.All(outcomes, outcome => Assert.True(outcome.Error is null or { Code: ErrorCode.TeamNameTaken }));
        var freed = $"Team {Array.IndexOf(outcomes, winner)}";
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Create(crew, freed))), outcome => outcome.Error is null);
        var names = (await Grains.Lists().Teams(crew.Organization, null, 100)).Items.Select(team => team.Name);
        Assert.Equal(21, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task Names_are_kept_when_the_policy_is_loaded_again()
    {
        var crew = await Crew.Gather(cluster, members: 0);
        var team = await crew.Team("Design");
        await Rename(crew, team, "Looks");
        await crew.Policy.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCode.TeamNameTaken, (await Create(crew, "LOOKS")).Error?.Code);
        Assert.Null((await Create(crew, "Design")).Error);
    }

    [Fact]
    public async Task A_repeated_create_makes_one_team_also_after_it_was_deleted()
    {
        var crew = await Crew.Gather(cluster, members: 0);
        var team = new NewTeam { Id = TypedId.From<TeamId>(Guid.CreateVersion7()), Name = "Design" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => crew.Policy.CreateTeam(team, Actor.System)));
        Assert.All(answers, answer => Assert.Equal(team.Id, answer.Value!.Id));
        Assert.True(await crew.Policy.Settled(TimeSpan.FromSeconds(10)));
        Assert.Single((await Grains.Lists().Teams(crew.Organization, null, 100)).Items);

        await crew.Run(new DeleteTeam { Organization = crew.Organization, Team = team.Id, Actor = Actor.User(crew.Admin) });
        Assert.Equal(ErrorCode.TeamNotFound, (await crew.Policy.CreateTeam(team, Actor.System)).Error?.Code);
        Assert.Empty((await Grains.Lists().Teams(crew.Organization, null, 100)).Items);
    }

    [Fact]
    public async Task Of_many_changes_from_one_tag_one_is_made()
    {
        var crew = await Crew.Gather(cluster, members: 0);
        var team = await crew.Team("Design");
        var tag = (await crew.Policy.GetTeam(team)).Value!.Tag;

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            crew.Policy.UpdateTeam(team, new TeamChanges { Name = $"Design {i}" }, tag, Actor.System)));

        var changed = Assert.Single(answers, answer => answer.Succeeded).Value!;
        Assert.All(answers, answer => Assert.True(answer.Succeeded || answer.Error.Code == ErrorCode.RevisionMismatch));
        var team2 = (await crew.Policy.GetTeam(team)).Value!;
        Assert.Equal((changed.Name, changed.Tag), (team2.Name, team2.Tag));
    }

    [Fact]
    public async Task The_life_of_a_team_is_told_in_events()
    {
        var crew = await Crew.Gather(cluster, members: 1);
        var team = await crew.Team("Design");
        await Rename(crew, team, "Looks");
        await crew.SetRoles(team, new RoleSet { Role = Role.Manager });
        await crew.Run(new AddTeamMember { Organization = crew.Organization, Team = team, User = crew.Users[0], Actor = Actor.User(crew.Admin) });
        await crew.Run(new RemoveTeamMember { Organization = crew.Organization, Team = team, User = crew.Users[0], Actor = Actor.User(crew.Admin) });
        await crew.Run(new DeleteTeam { Organization = crew.Organization, Team = team, Actor = Actor.User(crew.Admin) });
        await crew.Policy.PutRole("maker", new RoleContent { Name = "Maker", Permissions = ["usage:read"] }, null, Actor.User(crew.Admin));
        await crew.Policy.DeleteRole("maker", Actor.User(crew.Admin));
        Assert.True(await crew.Policy.Settled(TimeSpan.FromSeconds(10)));

        var events = (await Grains.Lists().Events(LogId.Of(crew.Organization), 0, 100)).Select(logged => logged.Event)
            .Where(happened => happened.Type.StartsWith("team.", StringComparison.Ordinal) || happened.Type.StartsWith("role.", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(
            ["team.created", "team.renamed", "team.roles_changed", "team.member_added", "team.member_removed", "team.deleted", "role.put", "role.deleted"],
            events.Select(happened => happened.Type));
        Assert.Equal(("Design", "Looks"), (events[1].Before!["name"], events[1].After!["name"]));
        Assert.Equal((null, "manager"), (events[2].Before!["roles"], events[2].After!["roles"]));
        Assert.All(events.Take(6), happened => Assert.Equal(team.Value, happened.Subject));
        Assert.All(events.Skip(2), happened => Assert.Equal(Actor.User(crew.Admin), happened.CausedBy));
    }

    private Task<Outcome> Create(Crew crew, string name)
        => Grains.Commands().Run(new CreateTeam { Organization = crew.Organization, Name = name, Actor = Actor.System });

    private Task<Outcome> Rename(Crew crew, TeamId team, string name) => Grains.Commands().Run(
        new UpdateTeam { Organization = crew.Organization, Team = team, Changes = new TeamChanges { Name = name }, Actor = Actor.System });
}
