namespace Tenantry.Grains.Tests;

public sealed class LimitTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Parallel_creates_never_overshoot_the_project_limit()
    {
        var signup = await Grains.Tenant();
        var create = new CreateProject { Organization = signup.Organization.Id, Name = "More", Actor = Actor.System };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Grains.Commands().Run(create)));

        Assert.Equal(2, outcomes.Count(outcome => outcome.Error is null));
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome =>
            Assert.Equal(new LimitReached(Meters.Projects, Limit: 3, Used: 3, Requested: 1, UpgradeTo: "basic"), outcome.Error!.Limit));
        Assert.Equal(3, (await Grains.Lists().Projects(signup.Organization.Id, null, 100)).Items.Length);
    }

    [Fact]
    public async Task Parallel_creates_never_overshoot_the_environment_limit()
    {
        var signup = await Grains.Tenant();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Grains.Commands().Run(new CreateEnvironment
        {
            Organization = signup.Organization.Id,
            Project = signup.Project.Id,
            Name = $"staging {i}",
            Actor = Actor.System,
        })));

        Assert.Single(outcomes, outcome => outcome.Error is null);
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome =>
            Assert.Equal(new LimitReached(Meters.Environments, Limit: 3, Used: 3, Requested: 1, UpgradeTo: "standard"), outcome.Error!.Limit));
        Assert.Equal(3, (await Grains.Project(signup.Organization.Id, signup.Project.Id).Get()).Value!.Environments.Length);
    }

    [Fact]
    public async Task A_repeated_create_is_counted_once()
    {
        var signup = await Grains.Tenant();
        var organization = Grains.Organization(signup.Organization.Id);
        var project = new NewProject { Id = TypedId.From<ProjectId>(Guid.CreateVersion7()), Name = "Twice" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => organization.CreateProject(project, Actor.System)));

        Assert.All(answers, answer => Assert.Equal(project.Id, answer.Value!.Id));
        Assert.True((await organization.CreateProject(project with { Id = TypedId.From<ProjectId>(Guid.CreateVersion7()) }, Actor.System)).Succeeded);
        Assert.Equal(ErrorCode.LimitReached, (await organization.CreateProject(
            project with { Id = TypedId.From<ProjectId>(Guid.CreateVersion7()) }, Actor.System)).Error!.Code);
    }

    [Fact]
    public async Task Two_environments_of_a_project_cannot_have_one_name()
    {
        var signup = await Grains.Tenant();

        var outcome = await Grains.Commands().Run(new CreateEnvironment
        {
            Organization = signup.Organization.Id,
            Project = signup.Project.Id,
            Name = "Production",
            Actor = Actor.System,
        });

        Assert.Equal(ErrorCode.EnvironmentNameTaken, outcome.Error!.Code);
    }
}
