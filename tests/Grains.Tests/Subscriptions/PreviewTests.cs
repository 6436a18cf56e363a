using CsCheck;

namespace Tenantry.Grains.Tests;

public sealed class PreviewTests(ClusterFixture cluster)
{
    private static readonly Gen<(long Projects, long Users, long Environments, long Price, bool Sso)> AnyPlan =
        Gen.Select(Gen.Long[0, 9], Gen.Long[0, 6], Gen.Long[0, 3], Gen.Long[0, 100_000], Gen.Bool);

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_preview_says_what_the_change_then_does()
    {
        var subscriber = await Subscriber.On(Grains, "standard");
        await subscriber.AddProjects(6);
        await subscriber.AddMembers(3);
        var name = Make.Unique();

        await AnyPlan.SampleAsync(
            async any =>
            {
                var plan = Terms.Plan(name, 25, any.Price, projects: any.Projects, users: any.Users) is var made
                    ? made with { Limits = made.Limits.SetItem(Meters.Environments, any.Environments), Features = made.Features.SetItem("sso", any.Sso) }
                    : null!;
                Assert.Null((await Grains.Plans().Put(plan, null, Actor.System)).Error);
                var flagsBefore = await On(subscriber);

                var preview = (await Grains.Freeze().Preview(subscriber.Id, name, ChangeTime.Now)).Value!;
                var changed = await subscriber.Change(name);

                Assert.Empty(preview.Blocked);
                foreach (var meter in new[] { Meters.Projects, Meters.Users })
                {
                    var said = preview.Frozen.SingleOrDefault(frozen => frozen.Meter == meter);
                    Assert.Equal((said?.Items ?? []).ToHashSet(), await subscriber.Frozen(cluster.Store, meter));
                    Assert.Equal(said?.Surplus ?? 0, changed.Frozen.GetValueOrDefault(meter));
                }

                var environments = preview.Frozen.SingleOrDefault(frozen => frozen.Meter == Meters.Environments);
                Assert.Equal(7 * Math.Max(0, 2 - any.Environments), environments?.Surplus ?? 0);
                Assert.Equal((await On(subscriber)).Except(flagsBefore), preview.Features.Gained);
                Assert.Equal(flagsBefore.Except(await On(subscriber)), preview.Features.Lost);
                Assert.Equal(any.Price, preview.Cost.DueNow + preview.Cost.Credit);
            },
            iter: 25, threads: 1);
    }

    [Fact]
    public async Task A_preview_changes_nothing()
    {
        var subscriber = await Subscriber.On(Grains, "standard");
        await subscriber.AddProjects(6);
        var before = await subscriber.Grain.Get();

        var preview = await Grains.Freeze().Preview(subscriber.Id, "basic", ChangeTime.PeriodEnd);

        Assert.Equal(2, Assert.Single(preview.Value!.Frozen).Surplus);
        Assert.Equal(before.Value!.Subscription.PeriodEnd, preview.Value.EffectiveAt);
        Assert.Equal(before.Value.Revision, (await subscriber.Grain.Get()).Value!.Revision);
        Assert.Empty(await subscriber.Frozen(cluster.Store, Meters.Projects));
    }

    [Fact]
    public async Task A_preview_names_the_refusal_that_the_change_would_meet()
    {
        var subscriber = await Subscriber.On(Grains, "standard");

        var preview = await Grains.Freeze().Preview(subscriber.Id, "trial", ChangeTime.Now);
        var change = await subscriber.Grain.ChangePlan("trial", ChangeTime.Now, Actor.System);

        Assert.Equal(new Block("plan_change_blocked", change.Error!.Detail), Assert.Single(preview.Value!.Blocked));
        Assert.Equal(ErrorCode.PlanNotFound, (await Grains.Freeze().Preview(subscriber.Id, "gold", ChangeTime.Now)).Error!.Code);
    }

    private static async Task<string[]> On(Subscriber subscriber)
        => [.. (await subscriber.Grain.GetFlags()).Value.Where(flag => flag.Enabled).Select(flag => flag.Key)];
}
