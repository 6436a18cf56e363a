namespace Tenantry.Grains.Tests;

public sealed class FailingFeedTests(LogCluster cluster) : IClassFixture<LogCluster>
{
    [Fact]
    public async Task A_feed_that_fails_again_and_again_misses_no_event_of_a_busy_log()
    {
        const int Events = 400;
        var log = LogCluster.NewUserLog();
        var random = new Random(7);
        cluster.Store.BeforeWrite = write =>
        {
            if (write.Key.Partition == EventFeedGrain.Pages && random.Next(10) < 3)
                throw new StoreUnavailableException("The store has no time for the feed.");
        };

        // Long enough for the log to tell and to settle many times.
        for (var n = 0; n < Events; n++)
        {
            await cluster.Append(log, cluster.Happened());
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }

        cluster.Store.BeforeWrite = null;
        await Eventually.True(async () => await Fed(log) is [.., Events], within: TimeSpan.FromSeconds(60));
        Assert.Equal(Enumerable.Range(1, Events).Select(n => (long)n), await Fed(log));
    }

    private async Task<List<long>> Fed(LogId log)
    {
        var fed = new List<long>();
        var after = 0L;
        while (await cluster.Grains.Lists().FedEvents(after, 200) is [.., var last] some)
        {
            fed.AddRange(some.Where(one => one.Logged.Log == log).Select(one => one.Logged.Sequence));
            after = last.Position;
        }

        return fed;
    }
}
