using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

public sealed class EventLogTests(ClusterFixture cluster)
{
    private readonly OrganizationId _organization = TypedId.From<OrganizationId>(Guid.CreateVersion7());

    private IEventLogGrain Log => cluster.Grains.EventLog(LogId.Of(_organization));

    private Task<ImmutableArray<LoggedEvent>> Read(long after, int limit) => cluster.Grains.Lists().Events(LogId.Of(_organization), after, limit);

    [Fact]
    public async Task Parallel_appends_leave_no_gap_and_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Log.Append([Happened($"{i}")])));

        var entries = await Entries();

        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), entries.Select(entry => entry.Sequence));
        var previous = EventChain.Root;
        foreach (var entry in entries)
        {
            Assert.True(EventChain.Verify(previous, entry));
            previous = entry.Hash;
        }

        Assert.True((await Records()).Count < 100, "appends were not gathered");
    }

    [Fact]
    public async Task A_repeated_append_is_stored_once()
    {
        var happened = Happened("once");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Log.Append([happened])));

        Assert.Equal(happened.Id, Assert.Single(await Read(0, 100)).Event.Id);
    }

    [Fact]
    public async Task Events_are_read_in_pages()
    {
        for (var i = 0; i < 7; i++)
            await Log.Append([Happened($"{i}a"), Happened($"{i}b")]);

        Assert.Equal([4, 5, 6], (await Read(after: 3, limit: 3)).Select(logged => logged.Sequence));
        Assert.Equal([14], (await Read(after: 13, limit: 3)).Select(logged => logged.Sequence));
        Assert.Empty(await Read(after: 14, limit: 3));
    }

    [Fact]
    public async Task Each_event_names_the_one_before_it()
    {
        for (var i = 0; i < 3; i++)
            await Log.Append([Happened($"{i}a"), Happened($"{i}b")]);

        var events = await Read(0, 10);

        Assert.Null(events[0].PreviousId);
        Assert.Equal(events.Select(logged => logged.Event.Id).SkipLast(1), events.Skip(1).Select(logged => logged.PreviousId!.Value));
        Assert.Equal(events[3].Event.Id, (await Read(4, 1))[0].PreviousId);
    }

    [Fact]
    public async Task Whoever_waits_for_more_hears_of_it_at_once()
    {
        await Log.Append([Happened("first")]);
        Assert.Equal(1, await Log.Beyond(0, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(1, await Log.Beyond(1, TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
        var waiting = Log.Beyond(1, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await Log.Append([Happened("second")]);

        Assert.Equal(2, await waiting);
    }

    [Fact]
    public async Task Whoever_no_longer_wants_to_wait_is_answered_at_once()
    {
        using var cancelled = new CancellationTokenSource();
        var waiting = Log.Beyond(0, TimeSpan.FromMinutes(1), cancelled.Token);
        await Log.Beyond(0, TimeSpan.Zero, TestContext.Current.CancellationToken);

        await cancelled.CancelAsync();

        Assert.Same(waiting, await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task The_feed_has_the_events_of_all_logs_each_once_and_without_a_gap()
    {
        var from = await cluster.Grains.EventFeed().Beyond(-1, TimeSpan.Zero, TestContext.Current.CancellationToken);
        var logs = Enumerable.Range(0, 10).Select(_ => LogId.Of(TypedId.From<OrganizationId>(Guid.CreateVersion7()))).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => cluster.Grains.EventLog(logs[i % 10]).Append([Happened($"{i}")])));

        var fed = new List<FedEvent>();
        await Eventually.True(async () =>
        {
            while (await cluster.Grains.Lists().FedEvents(fed is [.., var last] ? last.Position : from, 7) is { IsEmpty: false } more)
                fed.AddRange(more);
            return fed.Count(one => logs.Contains(one.Logged.Log)) >= 200;
        });

        Assert.Equal(Enumerable.Range(1, fed.Count).Select(i => from + i), fed.Select(one => one.Position));
        foreach (var log in logs)
            Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), fed.Where(one => one.Logged.Log == log).Select(one => one.Logged.Sequence));
    }

    [Fact]
    public async Task A_log_that_everybody_knows_rests()
    {
        await Log.Append([Happened("told")]);

        await Eventually.True(async () => await Head() is { TellBy: null, Told: 1 });
    }

    [Theory]
    [InlineData("value")]
    [InlineData("time")]
    public async Task A_forged_event_breaks_the_chain(string part)
    {
        await Log.Append([Happened("true")]);
        var entry = Assert.Single(await Entries());

        var forged = part == "value"
            ? entry with { Event = entry.Event with { Data = entry.Event.Data.SetItem("value", "false") } }
            : entry with { Event = entry.Event with { OccurredAt = entry.Event.OccurredAt.AddSeconds(1) } };

        Assert.False(EventChain.Verify(EventChain.Root, forged));
    }

    [Fact]
    public void Content_is_written_as_RFC_8785_demands()
    {
        var happened = Happened("\"\\\b\t\n\u001f€😀") with { CausedBy = new Actor(ActorKind.System), Subject = "s" };

        Assert.Equal(
            """{"actor":{"kind":"system"},"data":{"value":"\"\\\b\t\n\u001f€😀"},"subject":"s"}""",
            CanonicalContent.Of(happened));
    }

    private async Task<LogHead?> Head()
        => await cluster.Store.Read(new RecordKey($"event-log/{_organization}", LogPages.BeforeAll), TestContext.Current.CancellationToken) is { } head
            ? GrainJson.Read<LogHead>(head.Body)
            : null;

    private async Task<ImmutableArray<LogEntry>> Entries()
        => [.. (await Records())
            .SelectMany(record => GrainJson.Read<LogRecord>(record.Body).Entries)];

    private Task<IReadOnlyList<StoredRecord>> Records()
        => cluster.Store.ReadPartition($"event-log/{_organization}", LogPages.BeforeAll, 1000, cancellation: TestContext.Current.CancellationToken);

    private static TenantEvent Happened(string value) => new()
    {
        Id = TypedId.From<EventId>(Guid.CreateVersion7()),
        Type = "test.happened",
        OccurredAt = DateTimeOffset.UtcNow,
        CausedBy = Actor.System,
        Subject = "test",
        Data = ImmutableSortedDictionary<string, string?>.Empty.Add("value", value),
    };
}
