namespace Tenantry.Grains.Tests;

public sealed class ArchiveTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task An_archived_project_can_be_read_and_nothing_under_it_changed()
    {
        var (organization, project, environments) = await Tenant();
        var grain = Grains.Project(organization, project);
        Assert.Equal(ProjectStatus.Archived, (await Archive(organization, project)).Value!.Status);

        var environment = environments[0];
        var values = new ValueChanges { Kind = ValueKind.Settings, Merge = true, Values = Settings.Of(("a", "1")) };
        var door = Grains.Organization(organization);
        var refusals = new List<Error?>
        {
            (await grain.Update(new() { Name = "Other" }, null, Actor.System)).Error,
            (await grain.SetRole(new() { Team = New<TeamId>() }, Role.Viewer, Actor.System)).Error,
            (await grain.SetRole(new() { User = New<UserId>() }, Role.Viewer, Actor.System)).Error,
            (await door.CreateEnvironment(project, new() { Id = New<EnvironmentId>(), Name = "x", Key = "pk_x" }, Actor.System)).Error,
            (await door.RenameEnvironment(project, environment, "x", null, Actor.System)).Error,
            (await door.RotateKey(project, environment, "pk_y", TimeSpan.Zero, Actor.System)).Error,
            (await door.EndPreviousKey(project, environment, Actor.System)).Error,
            (await door.WriteValues(project, environment, values, null, Actor.System)).Error,
            (await door.Promote(project, Promotion(environment, environments[1]), Actor.System)).Error,
        };

        Assert.All(refusals, error => Assert.Equal(ErrorCode.ProjectArchived, error?.Code));
        Assert.NotNull((await grain.Get()).Value!.ArchivedAt);
        Assert.True((await grain.GetValues(environment, ValueKind.Settings)).Succeeded);
        Assert.Equal(ProjectStatus.Active, (await Restore(organization, project)).Value!.Status);
        Assert.True((await door.WriteValues(project, environment, values, null, Actor.System)).Succeeded);
    }

    [Fact]
    public async Task Archiving_makes_room_and_restoring_needs_it()
    {
        var (organization, first, _) = await Tenant();
        var second = (await Create(organization)).Value!.Id;
        await Create(organization);
        Assert.Equal(ErrorCode.LimitReached, (await Create(organization)).Error!.Code);

        Assert.True((await Archive(organization, first)).Succeeded);
        Assert.True((await Create(organization)).Succeeded);
        Assert.Equal(
            new LimitReached(Meters.Projects, Limit: 3, Used: 3, Requested: 1, UpgradeTo: "basic"),
            (await Restore(organization, first)).Error!.Limit);

        Assert.True((await Archive(organization, second)).Succeeded);
        Assert.Equal(ProjectStatus.Active, (await Restore(organization, first)).Value!.Status);
    }

    [Fact]
    public async Task Repeating_either_is_a_success_and_counts_once()
    {
        var (organization, project, _) = await Tenant();
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Archive(organization, project))), Succeeded);
        // Were it counted twice, there would be room for four.
        for (var i = 0; i < 3; i++)
            Assert.True((await Create(organization)).Succeeded);
        Assert.Equal(ErrorCode.LimitReached, (await Create(organization)).Error!.Code);

        var other = (await Grains.Lists().Projects(organization, null, 10, ProjectStatus.Active)).Items[0].Id;
        await Archive(organization, other);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Restore(organization, project))), Succeeded);
        Assert.Equal(ErrorCode.LimitReached, (await Create(organization)).Error!.Code);
        Assert.Equal(
            ["project.archived", "project.archived", "project.restored"],
            (await Grains.Events(organization, 3, "project.archived", "project.restored")).Select(happened => happened.Type));
    }

    [Fact]
    public async Task A_project_of_another_tenant_is_not_found()
    {
        var (organization, _, _) = await Tenant();
        var (other, theirs, _) = await Tenant();

        Assert.Equal(ErrorCode.ProjectNotFound, (await Archive(organization, theirs)).Error!.Code);
        Assert.Equal(ErrorCode.ProjectNotFound, (await Restore(organization, theirs)).Error!.Code);
        Assert.Equal(ProjectStatus.Active, (await Grains.Project(other, theirs).Get()).Value!.Status);
    }

    [Fact]
    public async Task Parallel_archives_restores_and_creates_never_have_more_in_use_than_allowed()
    {
        var (organization, first, _) = await Tenant();
        var known = new List<ProjectId> { first, (await Create(organization)).Value!.Id, (await Create(organization)).Value!.Id };
        await Archive(organization, known[0]);
        known.Add((await Create(organization)).Value!.Id);
        using var finished = new CancellationTokenSource();
        var watching = Watch(organization, finished.Token);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            var project = known[i % known.Count];
            var error = (i % 5) switch
            {
                0 or 3 => (await Archive(organization, project)).Error,
                1 or 4 => (await Restore(organization, project)).Error,
                _ => (await Create(organization)).Error,
            };
            Assert.True(error is null or { Code: ErrorCode.LimitReached }, error?.Detail);
        }));
        await finished.CancelAsync();

        Assert.InRange(await watching, 0, 3);
        var active = (await Grains.Lists().Projects(organization, null, 100, ProjectStatus.Active)).Items.Length;
        Assert.InRange(active, 0, 3);
        // The count is right when exactly the rest fits.
        for (var i = active; i < 3; i++)
            Assert.True((await Create(organization)).Succeeded);
        Assert.Equal(ErrorCode.LimitReached, (await Create(organization)).Error!.Code);
        Assert.Equal(3, (await Grains.Lists().Projects(organization, null, 100, ProjectStatus.Active)).Items.Length);
    }

    [Fact]
    public async Task While_there_are_too_many_archiving_an_old_one_thaws_a_newer_one()
    {
        var subscriber = await Subscriber.On(Grains, "basic");
        var first = (await Grains.Lists().Projects(subscriber.Id, null, 1)).Items[0].Id;
        var projects = await subscriber.AddProjects(4);
        await subscriber.SetOverrides(Subscriber.Limit(Meters.Projects, 2));
        Assert.Equal(projects[1..].Order(), (await subscriber.Frozen(cluster.Store, Meters.Projects)).Order());

        Assert.True((await Archive(subscriber.Id, first)).Succeeded);
        Assert.Equal(projects[2..].Order(), (await subscriber.Frozen(cluster.Store, Meters.Projects)).Order());
        Assert.Equal(2, (await subscriber.Grain.GetSubscription()).Value!.Frozen[Meters.Projects]);
        Assert.Equal(ErrorCode.LimitReached, (await Restore(subscriber.Id, first)).Error!.Code);

        await Archive(subscriber.Id, ProjectId.Wrap(projects[3]));
        Assert.Equal(1, (await subscriber.Grain.GetSubscription()).Value!.Frozen[Meters.Projects]);
        await Archive(subscriber.Id, ProjectId.Wrap(projects[2]));
        Assert.Empty(await subscriber.Frozen(cluster.Store, Meters.Projects));
        Assert.Empty((await subscriber.Grain.GetSubscription()).Value!.Frozen);
    }

    private static void Succeeded<T>(Result<T> result) => Assert.True(result.Succeeded, result.Error?.Detail);

    private static T New<T>()
        where T : struct, ITypedId<T>
        => TypedId.From<T>(Guid.CreateVersion7());

    private static Promotion Promotion(EnvironmentId from, EnvironmentId to)
        => new() { Id = New<EventId>(), From = from, To = to, FromRevision = 0, ToRevision = 0 };

    private async Task<int> Watch(OrganizationId organization, CancellationToken finished)
    {
        var most = 0;
        while (!finished.IsCancellationRequested)
            most = Math.Max(most, (await Grains.Lists().Projects(organization, null, 100, ProjectStatus.Active)).Items.Length);
        return most;
    }

    private async Task<(OrganizationId Organization, ProjectId Project, EnvironmentId[] Environments)> Tenant()
    {
        var signup = await Grains.Tenant();
        return (signup.Organization.Id, signup.Project.Id, [.. signup.Project.Environments.Select(environment => environment.Id)]);
    }

    private Task<Result<ProjectView>> Create(OrganizationId organization)
        => Run(new CreateProject { Organization = organization, Name = "More", Actor = Actor.System });

    private Task<Result<ProjectView>> Archive(OrganizationId organization, ProjectId project)
        => Run(new ArchiveProject { Organization = organization, Project = project, Actor = Actor.System });

    private Task<Result<ProjectView>> Restore(OrganizationId organization, ProjectId project)
        => Run(new RestoreProject { Organization = organization, Project = project, Actor = Actor.System });

    private Task<Result<ProjectView>> Run(Command<ProjectView> command) => Grains.Commands().Ask(command);
}
