namespace Tenantry.Grains.Tests;

public sealed class FeedUpkeepTests(LogCluster cluster) : IClassFixture<LogCluster>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task The_feed_drops_what_leads_to_removed_events_and_keeps_the_positions_of_the_others()
    {
        var (old, young) = (LogCluster.NewUserLog(), LogCluster.NewUserLog());
        await cluster.Append(old, cluster.Happened(), cluster.Happened(), cluster.Happened());
        await cluster.Pass(old, Day * 200);
        await cluster.Append(young, cluster.Happened());
        FedEvent[] before = [];
        await Eventually.True(async () => (before = [.. await cluster.Grains.Lists().FedEvents(0, 100)]).Any(one => one.Logged.Log == young));
        Assert.Equal(1, before[0].Position);

        // What came first is more than a year old now, and what came 200 days later is not.
        await cluster.Pass(old, Day * 200);
        cluster.Clock.Advance(Day * 2);

        await Eventually.True(async () => LogPages.FirstOf((await Pages())[0].Key.Key) > 3);
        var after = await cluster.Grains.Lists().FedEvents(0, 100);
        var kept = before.First(one => one.Logged.Log == young);
        Assert.Equal(kept.Position, after.First(one => one.Logged.Event.Id == kept.Logged.Event.Id).Position);
        Assert.DoesNotContain(after, one => one.Position <= 3);

        await cluster.KillAndRestart();
        await cluster.Append(young, cluster.Happened());
        await Eventually.True(async () => (await cluster.Grains.Lists().FedEvents(after[^1].Position, 100)).Any(one => one.Logged.Log == young));
        Assert.Equal(after[^1].Position + 1, (await cluster.Grains.Lists().FedEvents(after[^1].Position, 100))[0].Position);
    }

    private Task<IReadOnlyList<StoredRecord>> Pages()
        => cluster.Store.ReadPartition(EventFeedGrain.Pages, LogPages.BeforeAll, 10, cancellation: TestContext.Current.CancellationToken);
}
