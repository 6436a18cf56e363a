using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

public sealed class SubscriptionTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_downgrade_freezes_the_newest_and_an_upgrade_thaws_them()
    {
        var subscriber = await Subscriber.On(Grains, "standard");
        var projects = await subscriber.AddProjects(8);

        await subscriber.Change("basic");
        Assert.Equal(projects[4..].ToHashSet(), await subscriber.Frozen(cluster.Store, Meters.Projects));
        Assert.Equal(4, (await subscriber.Grain.GetSubscription()).Value!.Frozen[Meters.Projects]);

        await subscriber.Change("standard");
        Assert.Empty(await subscriber.Frozen(cluster.Store, Meters.Projects));
        Assert.Empty((await subscriber.Grain.GetSubscription()).Value!.Frozen);
        Assert.Equal(
            [EventTypes.SubscriptionChanged.Name, EventTypes.SubscriptionChanged.Name, EventTypes.SubscriptionFrozen.Name, EventTypes.SubscriptionChanged.Name, EventTypes.SubscriptionThawed.Name],
            (await subscriber.Events()).Where(type => type.StartsWith("subscription.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Admins_are_never_frozen_and_count_first()
    {
        var subscriber = await Subscriber.On(Grains, "basic");
        var members = await subscriber.AddMembers(3);
        var admin = await subscriber.AddMembers(1, "admin");

        await subscriber.SetOverrides(Subscriber.Limit(Meters.Users, 3));

        Assert.Equal(members[1..].ToHashSet(), await subscriber.Frozen(cluster.Store, Meters.Users));
        Assert.DoesNotContain(admin[0], await subscriber.Frozen(cluster.Store, Meters.Users));
    }

    [Fact]
    public async Task A_member_who_leaves_makes_room_for_the_next()
    {
        var subscriber = await Subscriber.On(Grains, "basic");
        var members = await subscriber.AddMembers(4);
        await subscriber.SetOverrides(Subscriber.Limit(Meters.Users, 3));
        Assert.Equal(members[2..].ToHashSet(), await subscriber.Frozen(cluster.Store, Meters.Users));

        await End(subscriber, members[0]);
        Assert.Equal([members[3]], await subscriber.Frozen(cluster.Store, Meters.Users));

        await End(subscriber, members[1]);
        Assert.Empty(await subscriber.Frozen(cluster.Store, Meters.Users));
        Assert.Empty((await subscriber.Grain.GetSubscription()).Value!.Frozen);
    }

    [Fact]
    public async Task A_member_who_becomes_admin_takes_the_place_of_the_newest_writable_one()
    {
        var subscriber = await Subscriber.On(Grains, "basic");
        var members = await subscriber.AddMembers(4);
        await subscriber.SetOverrides(Subscriber.Limit(Meters.Users, 3));

        var outcome = await Grains.Commands().Run(new ChangeMember
        {
            Organization = subscriber.Id,
            User = UserId.Wrap(members[3]),
            Role = "admin",
            Actor = Actor.System,
        });

        Assert.Null(outcome.Error);
        Assert.Equal(members[1..3].ToHashSet(), await subscriber.Frozen(cluster.Store, Meters.Users));
    }

    [Fact]
    public async Task A_project_that_is_put_away_makes_room_for_the_next()
    {
        var subscriber = await Subscriber.On(Grains, "standard");
        var projects = await subscriber.AddProjects(7);
        await subscriber.Change("basic");
        Assert.Equal(projects[4..].ToHashSet(), await subscriber.Frozen(cluster.Store, Meters.Projects));

        await Archive(projects[0]);
        Assert.Equal(projects[5..].ToHashSet(), await subscriber.Frozen(cluster.Store, Meters.Projects));
        await Archive(projects[6]);
        Assert.Equal([projects[5]], await subscriber.Frozen(cluster.Store, Meters.Projects));
        await Archive(projects[5]);
        Assert.Empty((await subscriber.Grain.GetSubscription()).Value!.Frozen);

        async Task Archive(string project) => Assert.Null((await Grains.Commands().Run(
            new ArchiveProject { Organization = subscriber.Id, Project = ProjectId.Wrap(project), Actor = Actor.System })).Error);
    }

    [Fact]
    public async Task Out_of_its_limit_an_organization_makes_nothing_new_and_hears_which_plan_fits()
    {
        var subscriber = await Subscriber.On(Grains, "standard");
        await subscriber.AddProjects(8);
        await subscriber.Change("basic");

        var outcome = await Grains.Commands().Run(new CreateProject { Organization = subscriber.Id, Name = "More", Actor = Actor.System });

        Assert.Equal(new LimitReached(Meters.Projects, Limit: 5, Used: 9, Requested: 1, UpgradeTo: "standard"), outcome.Error!.Limit);
    }

    [Fact]
    public async Task A_change_that_races_with_creates_leaves_no_more_writable_than_it_allows()
    {
        var subscriber = await Subscriber.On(Grains, "premium");
        await subscriber.AddProjects(2);

        var creates = Enumerable.Range(0, 100).Select(i => Grains.Commands().Run(
            new CreateProject { Organization = subscriber.Id, Name = $"Race {i}", Actor = Actor.System })).ToArray();
        await Eventually.True(async () => (await Grains.Lists().Projects(subscriber.Id, null, 100)).Items.Length > 10);
        await subscriber.Change("basic");
        var after = await Grains.Lists().Projects(subscriber.Id, null, 100);
        var frozen = await subscriber.Frozen(cluster.Store, Meters.Projects);
        var outcomes = await Task.WhenAll(creates);

        var all = (await Grains.Lists().Projects(subscriber.Id, null, 100)).Items;
        Assert.Equal(5, all.Length - (await subscriber.Frozen(cluster.Store, Meters.Projects)).Count);
        Assert.Equal(5, after.Items.Length - frozen.Count);
        Assert.Equal(3 + outcomes.Count(outcome => outcome.Error is null), all.Length);
        Assert.All(outcomes, outcome => Assert.True(outcome.Error is null or { Code: ErrorCode.LimitReached }));
    }

    [Fact]
    public async Task Changes_that_race_leave_the_line_of_the_last_one()
    {
        var subscriber = await Subscriber.On(Grains, "standard");
        var projects = await subscriber.AddProjects(10);

        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(new[] { "basic", "standard", "basic", "premium", "basic" }.Select(plan => subscriber.Change(plan)));
            await subscriber.Change(round % 2 == 0 ? "basic" : "standard");

            Assert.Equal(
                round % 2 == 0 ? projects[4..].ToHashSet() : [], await subscriber.Frozen(cluster.Store, Meters.Projects));
        }
    }

    [Fact]
    public async Task An_edit_of_a_plan_leaves_what_was_bought()
    {
        var name = Make.Unique();
        var plan = Terms.Plan(name, 50, price: 700, projects: 7);
        Assert.Null((await Grains.Plans().Put(plan, null, Actor.System)).Error);
        var subscriber = await Subscriber.On(Grains, name);

        Assert.Null((await Grains.Plans().Put(plan with { Limits = plan.Limits.SetItem(Meters.Projects, 2) }, null, Actor.System)).Error);
        Assert.Equal(7, (await subscriber.Grain.GetSubscription()).Value!.Limits[Meters.Projects]);

        await subscriber.Change(name);
        Assert.Equal(2, (await subscriber.Grain.GetSubscription()).Value!.Limits[Meters.Projects]);
        Assert.Null((await Grains.Plans().Remove(name, null, Actor.System)).Error);
        Assert.Equal(2, (await subscriber.Grain.GetSubscription()).Value!.Limits[Meters.Projects]);
    }

    [Fact]
    public async Task Overrides_hold_under_every_plan_until_they_are_taken_back()
    {
        var subscriber = await Subscriber.On(Grains, "basic");
        await subscriber.SetOverrides(new Overrides
        {
            Limits = ImmutableSortedDictionary<string, long?>.Empty.Add(Meters.Projects, 1).Add(Meters.Users, null),
            Features = ImmutableSortedDictionary<string, bool>.Empty.Add("sso", true),
        });

        await subscriber.Change("standard");
        var held = (await subscriber.Grain.GetSubscription()).Value!;
        Assert.Equal(1, held.Limits[Meters.Projects]);
        Assert.False(held.Limits.ContainsKey(Meters.Users));
        Assert.True(held.Features["sso"]);
        var refused = await subscriber.Grain.CreateProject(new NewProject { Id = TypedId.From<ProjectId>(Guid.CreateVersion7()), Name = "More" }, Actor.System);
        Assert.Equal(new LimitReached(Meters.Projects, Limit: 1, Used: 1, Requested: 1, UpgradeTo: null), refused.Error!.Limit);

        await subscriber.SetOverrides(Overrides.None);
        Assert.Equal(20, (await subscriber.Grain.GetSubscription()).Value!.Limits[Meters.Projects]);
    }

    [Fact]
    public async Task A_change_that_is_to_come_is_shown_and_can_be_taken_back()
    {
        var subscriber = await Subscriber.On(Grains, "standard");
        var scheduled = await subscriber.Change("basic", ChangeTime.PeriodEnd);
        Assert.Equal(new PendingChange("basic", scheduled.PeriodEnd!.Value), scheduled.PendingChange);
        Assert.Equal("standard", scheduled.Plan);

        await subscriber.Change("basic", ChangeTime.PeriodEnd);
        var cancel = new CancelPlanChange { Organization = subscriber.Id, Actor = Actor.System };
        Assert.Null(Assert.IsType<Subscription>((await Grains.Commands().Run(cancel)).Value).PendingChange);
        await Grains.Commands().Run(cancel);

        Assert.Equal(
            [EventTypes.SubscriptionChangeScheduled.Name, EventTypes.SubscriptionChangeCancelled.Name],
            (await subscriber.Events()).Where(type => type.StartsWith("subscription.change_", StringComparison.Ordinal)));
    }

    private async Task End(Subscriber subscriber, string user)
        => Assert.Null((await Grains.Commands().Run(
            new EndMembership { Organization = subscriber.Id, User = UserId.Wrap(user), Actor = Actor.System })).Error);
}
