namespace Tenantry.Grains.Tests;

public sealed class OrganizationTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Renaming_a_missing_organization_is_not_found()
    {
        var missing = TypedId.From<OrganizationId>(Guid.CreateVersion7());

        var result = await Grains.Organization(missing).Update(new OrganizationChanges { Name = "New" }, null, Actor.System);

        Assert.Equal(ErrorCode.OrganizationNotFound, result.Error!.Code);
    }

    [Fact]
    public async Task A_rename_from_an_old_revision_is_refused()
    {
        var organization = Grains.Organization((await Grains.Tenant()).Organization.Id);
        await organization.Update(new OrganizationChanges { Name = "First" }, ifRevision: 1, Actor.System);

        var result = await organization.Update(new OrganizationChanges { Name = "Second" }, ifRevision: 1, Actor.System);

        Assert.Equal(ErrorCode.RevisionMismatch, result.Error!.Code);
        Assert.Equal("First", (await organization.Get()).Value!.Name);
    }

    [Fact]
    public async Task Making_a_project_leaves_the_revision_of_the_organization()
    {
        var signup = await Grains.Tenant();
        await Grains.Commands().Run(new CreateProject { Organization = signup.Organization.Id, Name = "More", Actor = Actor.System });

        Assert.Equal(1, (await Grains.Organization(signup.Organization.Id).Get()).Value!.Revision);
    }

    [Fact]
    public async Task A_suspended_organization_refuses_commands_until_it_is_reactivated()
    {
        var signup = await Grains.Tenant();
        var organization = Grains.Organization(signup.Organization.Id);
        await organization.Suspend("unpaid", Actor.System);
        var project = new NewProject { Id = TypedId.From<ProjectId>(Guid.CreateVersion7()), Name = "More" };

        Assert.Equal(ErrorCode.OrganizationSuspended, (await organization.CreateProject(project, Actor.System)).Error!.Code);
        Assert.Equal(ErrorCode.OrganizationSuspended, (await organization.Update(new OrganizationChanges { Name = "New" }, null, Actor.System)).Error!.Code);

        await organization.Reactivate(Actor.System);
        Assert.True((await organization.CreateProject(project, Actor.System)).Succeeded);
    }

    [Fact]
    public async Task Suspending_twice_happens_once()
    {
        var signup = await Grains.Tenant();
        var suspend = new SuspendOrganization { Organization = signup.Organization.Id, Reason = "unpaid", Actor = Actor.System };

        await Grains.Commands().Run(suspend);
        var second = await Grains.Commands().Run(suspend);

        Assert.Equal(OrganizationStatus.Suspended, Assert.IsType<OrganizationView>(second.Value).Status);
        Assert.Single(
            await Grains.Lists().Events(LogId.Of(signup.Organization.Id), 0, 100), logged => logged.Event.Type == EventTypes.OrganizationSuspended.Name);
    }

    [Fact]
    public async Task The_directory_follows_the_organization()
    {
        var signup = await Grains.Tenant();
        await Grains.Commands().Run(new SuspendOrganization { Organization = signup.Organization.Id, Reason = "unpaid", Actor = Actor.System });

        var stored = await cluster.Store.Read(new RecordKey("directory/organizations", signup.Organization.Id.Value), TestContext.Current.CancellationToken);

        Assert.Equal(OrganizationStatus.Suspended, GrainJson.Read<DirectoryRecord>(stored!.Body).Entry.Status);
    }

    [Fact]
    public async Task A_change_of_name_reaches_the_memberships()
    {
        var signup = await Grains.Tenant();
        await Grains.User(signup.User.Id).Update(new UserChanges { Name = "Grace" }, null, Actor.System);

        await Eventually.True(async () => (await Grains.Membership(signup.Organization.Id, signup.User.Id).Get()).Value!.Name == "Grace");
    }

    [Fact]
    public async Task The_directory_is_read_in_pages()
    {
        var made = new HashSet<OrganizationId>();
        for (var i = 0; i < 5; i++)
            made.Add((await Grains.Tenant()).Organization.Id);

        var seen = new List<OrganizationId>();
        string? after = null;
        do
        {
            var page = await Grains.Lists().Organizations(after, limit: 3);
            seen.AddRange(page.Items.Select(entry => entry.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Superset(made, seen.ToHashSet());
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }
}
