using Orleans.Core.Internal;

namespace Tenantry.Grains.Tests;

public sealed class EventFeedTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_log_that_repeats_itself_after_much_has_come_from_others_is_not_put_twice()
    {
        var feed = cluster.Grains.EventFeed();
        var from = await feed.Beyond(-1, TimeSpan.Zero, TestContext.Current.CancellationToken);
        var (own, other) = (NewLog(), NewLog());
        await Append(own);
        await Eventually.True(async () => await Count(from, own) == 1);
        // Each in a page of its own.
        for (var n = 1; n <= 70; n++)
        {
            var last = await feed.Beyond(-1, TimeSpan.Zero, TestContext.Current.CancellationToken);
            await Append(other);
            await feed.Beyond(last, TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        }

        await Eventually.True(async () => await Count(from, other) == 70);

        // As when the process dies before the log has noted that the feed knows.
        await feed.AsReference<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        await feed.Announce(own, 0, 1);
        await feed.Announce(other, 60, 70);

        Assert.Equal((1, 70), (await Count(from, own), await Count(from, other)));
    }

    private static LogId NewLog() => LogId.Of(TypedId.From<OrganizationId>(Guid.CreateVersion7()));

    private Task Append(LogId log) => cluster.Grains.EventLog(log).Append(
    [
        new TenantEvent
        {
            Id = TypedId.From<EventId>(Guid.CreateVersion7()),
            Type = "test.happened",
            OccurredAt = DateTimeOffset.UtcNow,
            CausedBy = Actor.System,
            Subject = log.Value,
        },
    ]);

    private async Task<int> Count(long after, LogId log)
    {
        var count = 0;
        while (await cluster.Grains.Lists().FedEvents(after, 100) is { IsEmpty: false } some)
        {
            count += some.Count(fed => fed.Logged.Log == log);
            after = some[^1].Position;
        }

        return count;
    }
}
