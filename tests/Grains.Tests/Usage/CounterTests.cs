namespace Tenantry.Grains.Tests;

public sealed class CounterTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Of_200_parallel_batches_with_overlapping_ids_each_id_is_counted_once()
    {
        var organization = await Grains.Organization();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(batch => Grains.Count(
            organization, "imports", [.. Enumerable.Range(batch * 5, 40).Select(id => new UsageEvent { Id = $"event/{id}", N = 3 })])));

        var answers = outcomes.Select(outcome => Assert.IsType<CountedView>(outcome.Value)).ToArray();
        const int ids = (199 * 5) + 40;
        Assert.Equal(ids, answers.Sum(answer => answer.Counted));
        Assert.All(answers, answer => Assert.Equal(40, answer.Counted + answer.Repeated));
        Assert.Equal(3 * ids, (await Grains.Used(organization, Metered.Imports)).Used);
        Assert.Equal(3 * ids, answers.Max(answer => answer.Used));
    }

    [Fact]
    public async Task An_id_that_a_batch_holds_twice_is_counted_once()
    {
        var organization = await Grains.Organization();
        var outcome = await Grains.Count(
            organization, "messages", new UsageEvent { Id = "a", N = 5 }, new UsageEvent { Id = "a", N = 7 }, new UsageEvent { Id = "b", N = 1 });

        Assert.Equal(new CountedView { Meter = "messages", Counted = 2, Repeated = 1, Used = 6 }, outcome.Value);
    }

    [Fact]
    public async Task Each_meter_knows_its_own_ids()
    {
        var organization = await Grains.Organization();
        await Grains.Count(organization, "messages", new UsageEvent { Id = "a", N = 5 });
        await Grains.Count(organization, "imports", new UsageEvent { Id = "a", N = 7 });

        Assert.Equal(5, (await Grains.Used(organization, Metered.Messages)).Used);
        Assert.Equal(7, (await Grains.Used(organization, Metered.Imports)).Used);
    }

    [Fact]
    public async Task Out_of_limit_nothing_of_a_batch_is_counted()
    {
        var organization = await Grains.Organization(("messages", 10, false));
        await Grains.Count(organization, "messages", new UsageEvent { Id = "a", N = 8 });

        var refused = await Grains.Count(organization, "messages", new UsageEvent { Id = "b", N = 1 }, new UsageEvent { Id = "c", N = 2 });

        Assert.Equal(new LimitReached("messages", Limit: 10, Used: 8, Requested: 3, UpgradeTo: "basic"), refused.Error!.Limit);
        Assert.EndsWith("Nothing of this batch was counted.", refused.Error.Detail, StringComparison.Ordinal);
        var later = await Grains.Count(organization, "messages", new UsageEvent { Id = "a", N = 8 }, new UsageEvent { Id = "c", N = 2 });
        Assert.Equal(new CountedView { Meter = "messages", Counted = 1, Repeated = 1, Used = 10 }, later.Value);
    }

    [Fact]
    public async Task A_soft_limit_counts_on()
    {
        var organization = await Grains.Organization(("messages", 10, true));
        var outcome = await Grains.Count(organization, "messages", new UsageEvent { Id = "a", N = 11 });

        Assert.Equal(new CountedView { Meter = "messages", Counted = 1, Repeated = 0, Used = 11, OverLimit = true }, outcome.Value);
        await Eventually.True(async () => (await Grains.Lists().Events(LogId.Of(organization), 0, 100)).Any(one => one.Event.Type == "limit.exceeded"));
    }
}
