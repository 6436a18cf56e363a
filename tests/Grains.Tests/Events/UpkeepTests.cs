namespace Tenantry.Grains.Tests;

public sealed class UpkeepTests(LogCluster cluster) : IClassFixture<LogCluster>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly LogId _log = LogCluster.NewUserLog();

    [Fact]
    public async Task A_log_is_signed_the_day_after_something_was_appended()
    {
        await cluster.Append(_log, cluster.Happened(), cluster.Happened());
        await cluster.Pass(_log, TimeSpan.FromHours(23));
        Assert.Equal(2, (await cluster.Entries(_log)).Length);

        await cluster.Pass(_log, TimeSpan.FromHours(2));

        var entries = await cluster.Entries(_log);
        var signature = entries[^1].Event;
        Assert.Equal(EventTypes.LogHeadSigned.Name, signature.Type);
        Assert.Equal("2", signature.Data["sequence"]);
        Assert.Equal(entries[1].Hash, signature.Data["hash"]);
        Assert.Equal(entries[1].Event.Id.Value, signature.Data["id"]);
        var signed = (await cluster.Head(_log)).Signed!;
        Assert.Equal(PlainSigner.Of(signed.Statement), signature.Data["signature"]);
        Assert.Equal((2, entries[1].Hash), (signed.Statement.Sequence, signed.Statement.Hash));
        await cluster.AssertChain(_log);
    }

    [Fact]
    public async Task A_log_to_which_nothing_is_appended_is_not_signed_again()
    {
        await cluster.Append(_log, cluster.Happened());
        for (var day = 0; day < 5; day++)
            await cluster.Pass(_log, Day + TimeSpan.FromHours(1));
        Assert.Equal(2, (await cluster.Entries(_log)).Length);

        await cluster.Append(_log, cluster.Happened());
        Assert.True((await cluster.Head(_log)).UpkeepAt <= cluster.Clock.GetUtcNow() + Day);
        for (var day = 0; day < 3; day++)
            await cluster.Pass(_log, Day + TimeSpan.FromHours(1));

        Assert.Equal(
            ["test.happened", EventTypes.LogHeadSigned.Name, "test.happened", EventTypes.LogHeadSigned.Name],
            (await cluster.Entries(_log)).Select(entry => entry.Event.Type));
    }

    [Fact]
    public async Task What_is_old_is_removed_behind_a_signed_checkpoint()
    {
        await cluster.Append(_log, cluster.Happened(), cluster.Happened());
        await cluster.Append(_log, cluster.Happened());
        await cluster.Pass(_log, Day * 200);
        await cluster.Append(_log, cluster.Happened());
        var before = await cluster.Entries(_log);
        Assert.Equal(5, before.Length);

        await cluster.Pass(_log, Day * 200);

        var checkpoint = (await cluster.Head(_log)).Checkpoint!;
        Assert.Equal((3, before[2].Event.Id, before[2].Hash), (checkpoint.Statement.Sequence, checkpoint.Statement.Id, checkpoint.Statement.Hash));
        Assert.Equal(PlainSigner.Of(checkpoint.Statement), checkpoint.Signature);
        Assert.Equal([4, 5, 6], (await cluster.Entries(_log)).Select(entry => entry.Sequence));
        Assert.Equal(new LogRange(4, 6), await cluster.Grains.Lists().RangeOf(_log));
        Assert.True((await cluster.Grains.Lists().RangeOf(_log)).HasExpired(2));
        Assert.False((await cluster.Grains.Lists().RangeOf(_log)).HasExpired(3));
        await cluster.AssertChain(_log);
    }

    [Fact]
    public async Task A_log_whose_last_page_was_removed_goes_on_from_its_checkpoint()
    {
        await cluster.Append(_log, cluster.Happened());
        await cluster.Pass(_log, Day * 2);
        var last = (await cluster.Entries(_log))[^1];
        await cluster.Pass(_log, Year * 2);
        Assert.Empty(await cluster.Entries(_log));
        Assert.Null((await cluster.Head(_log)).UpkeepAt);

        await Restarted(async fresh =>
        {
            Assert.Equal(2, await fresh.Beyond(0, TimeSpan.Zero));
            await fresh.Append([cluster.Happened("test.later")]);
        });

        var entry = Assert.Single(await cluster.Entries(_log));
        Assert.Equal((3, "test.later"), (entry.Sequence, entry.Event.Type));
        Assert.Equal(last.Hash, (await cluster.Head(_log)).Checkpoint!.Statement.Hash);
        Assert.Equal(last.Event.Id, Assert.Single(await cluster.Grains.Lists().Events(_log, 0, 10)).PreviousId);
        await cluster.AssertChain(_log);
    }

    [Fact]
    public async Task Appends_and_removals_at_once_leave_one_chain()
    {
        for (var i = 0; i < 50; i++)
            await cluster.Append(_log, cluster.Happened());
        cluster.Clock.Advance(Year);
        using var stop = new CancellationTokenSource();
        var appending = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await cluster.Append(_log, cluster.Happened());
        })).ToArray();

        for (var day = 0; day < 8; day++)
            await cluster.Pass(_log, Day * 100);
        await stop.CancelAsync();
        await Task.WhenAll(appending);

        Assert.True((await cluster.Head(_log)).Checkpoint!.Statement.Sequence >= 50);
        Assert.NotEmpty(await cluster.Entries(_log));
        await cluster.AssertChain(_log);
    }

    [Fact]
    public async Task An_organizations_log_is_kept_as_long_as_its_plan_says()
    {
        var tenant = await cluster.Grains.Tenant();
        var log = LogId.Of(tenant.Organization.Id);
        await cluster.Pass(log, Day * 29);
        Assert.Equal(1, (await cluster.Entries(log))[0].Sequence);

        await cluster.Grains.Organization(tenant.Organization.Id).SetOverrides(new Overrides { AuditRetentionDays = 60 }, null, Actor.System);
        await cluster.Pass(log, Day * 29);
        Assert.Equal(1, (await cluster.Entries(log))[0].Sequence);

        await cluster.Pass(log, Day * 3);
        Assert.NotEqual(1, (await cluster.Entries(log))[0].Sequence);
        await cluster.AssertChain(log);
    }

    [Fact]
    public async Task A_log_of_nobody_is_kept()
    {
        var log = LogCluster.NewLog();
        await cluster.Append(log, cluster.Happened());

        await cluster.Pass(log, Year * 20);

        Assert.Equal(2, (await cluster.Entries(log)).Length);
    }

    [Fact]
    public async Task What_an_upkeep_left_when_it_died_is_removed_by_the_next_and_never_shown()
    {
        for (var i = 0; i < 4; i++)
            await cluster.Append(_log, cluster.Happened());
        cluster.Store.BeforeWrite = write =>
        {
            if (write.Key.Partition == LogPages.PartitionOf(_log) && write.Body is null)
                throw new StoreUnavailableException("The machine died.");
        };
        await Assert.ThrowsAnyAsync<Exception>(() => cluster.Pass(_log, Year + Day));
        Assert.Equal(4, (await cluster.Head(_log)).Checkpoint!.Statement.Sequence);
        Assert.Equal(5, (await cluster.Entries(_log)).Length);
        Assert.Equal(5, (await cluster.Grains.Lists().RangeOf(_log)).First);
        Assert.Single((await cluster.Grains.Lists().AuditEvents(_log, new() { Filter = new(), Period = new(null, null), Limit = 100 })).Items);

        cluster.Store.BeforeWrite = null;
        await cluster.KillAndRestart();
        await cluster.Pass(_log, TimeSpan.FromMinutes(1));

        Assert.Equal(5, Assert.Single(await cluster.Entries(_log)).Sequence);
        await cluster.AssertChain(_log);
    }

    [Fact]
    public async Task Upkeep_that_is_due_is_done_after_a_kill()
    {
        await cluster.Append(_log, cluster.Happened());
        cluster.Clock.Advance(Day * 2);

        await cluster.KillAndRestart();

        await Eventually.True(async () => (await cluster.Entries(_log))[^1].Event.Type == EventTypes.LogHeadSigned.Name);
    }

    private async Task Restarted(Func<IEventLogGrain, Task> use)
    {
        await cluster.KillAndRestart();
        await use(cluster.Grains.EventLog(_log));
    }
}
