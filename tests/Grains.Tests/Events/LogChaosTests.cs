namespace Tenantry.Grains.Tests;

public sealed class LogChaosTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_log_that_is_active_twice_on_a_failing_store_stays_one_chain(int seed)
    {
        await using var twins = await TwinClusters.Start();
        var log = LogId.Of(TypedId.From<UserId>(Guid.CreateVersion7()));
        var (appended, redacted) = (new List<Interfaces.EventId>(), new HashSet<Interfaces.EventId>());
        twins.Store.Begin(seed);

        for (var round = 0; round < 30; round++)
        {
            var happened = Enumerable.Range(0, 6).Select(_ => Happened(twins)).ToArray();
            var victim = happened[round % 6].Id;
            appended.AddRange(happened.Select(one => one.Id));
            await Task.WhenAll(happened.Select((one, i) => Insist(() => twins[i % 2].EventLog(log).Append([one]))));
            var announcement = TypedId.From<Interfaces.EventId>(Guid.CreateVersion7(twins.Clock.GetUtcNow()));
            await Task.WhenAll(
                Insist(() => twins[round % 2].EventLog(log).Redact(victim, "theirs", announcement, Actor.System)),
                Insist(() => Wake(twins, log, 0)),
                Insist(() => Wake(twins, log, 1)));
            redacted.Add(victim);
            twins.Clock.Advance(TimeSpan.FromDays(30));
        }

        await twins.Store.End();
        await Insist(() => Wake(twins, log, 0));
        var head = GrainJson.Read<LogHead>((await twins.Store.Read(new RecordKey(LogPages.PartitionOf(log), LogPages.BeforeAll), TestContext.Current.CancellationToken))!.Body);
        var (sequence, hash) = (head.Checkpoint!.Statement.Sequence, head.Checkpoint.Statement.Hash);
        var left = new List<LogEntry>();
        await foreach (var page in LogPages.From(twins.Store, LogPages.PartitionOf(log), 0))
            left.AddRange(GrainJson.Read<LogRecord>(page.Body).Entries);
        foreach (var entry in left)
        {
            Assert.Equal(++sequence, entry.Sequence);
            Assert.True(EventChain.Verify(hash, entry), $"Event {sequence} breaks the chain.");
            hash = entry.Hash;
        }

        Assert.Equal(left.Count, left.Select(entry => entry.Event.Id).Distinct().Count());
        Assert.Equal(appended[^30..], left.Select(entry => entry.Event.Id).Where(appended[^30..].Contains).Order(Comparer<Interfaces.EventId>.Create((a, b) => appended.IndexOf(a).CompareTo(appended.IndexOf(b)))));
        Assert.All(left.Where(entry => redacted.Contains(entry.Event.Id)), entry => Assert.Null(entry.Salt));
        Assert.All(left.Where(entry => appended.Contains(entry.Event.Id) && !redacted.Contains(entry.Event.Id)), entry => Assert.NotNull(entry.Salt));
    }

    private static Task Wake(TwinClusters twins, LogId log, int index)
        => twins[index].GetGrain<IWakeableGrain>(twins[index].EventLog(log).GetGrainId()).Wake();

    // As an outbox, a caller or a sweep does: again until it succeeds.
    private static async Task Insist(Func<Task> act)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (Exception exception) when (exception is StoreUnavailableException or OrleansException or TimeoutException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), deadline.Token);
            }
        }
    }

    private static async Task Insist(Func<Task<Result<Done>>> act)
        => await Insist(async Task () =>
        {
            if ((await act()).Error is { } error)
                throw new StoreUnavailableException(error.Detail);
        });

    private static TenantEvent Happened(TwinClusters twins) => new()
    {
        Id = TypedId.From<Interfaces.EventId>(Guid.CreateVersion7(twins.Clock.GetUtcNow())),
        Type = "test.happened",
        OccurredAt = twins.Clock.GetUtcNow(),
        CausedBy = Actor.System,
        Subject = "test",
    };
}
