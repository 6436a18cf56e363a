namespace Tenantry.Grains.Tests;

public sealed class RedactionTests(LogCluster cluster) : IClassFixture<LogCluster>
{
    private const string Secret = "Ada Lovelace, 12 Main Street";

    private readonly LogId _log = LogCluster.NewUserLog();

    [Fact]
    public async Task A_redacted_event_keeps_its_place_and_nothing_else()
    {
        var (before, wanted, after) = (cluster.Happened(), cluster.Happened("user.renamed", value: Secret), cluster.Happened());
        await cluster.Append(_log, before, wanted, after);
        var linked = (await cluster.Entries(_log))[1];

        Assert.Null((await Redact(wanted.Id)).Error);

        var entries = await cluster.Entries(_log);
        var redacted = entries[1];
        Assert.Equal((2, wanted.Id, "user.renamed", wanted.OccurredAt), (redacted.Sequence, redacted.Event.Id, redacted.Event.Type, redacted.Event.OccurredAt));
        Assert.Equal((linked.Hash, linked.ContentDigest), (redacted.Hash, redacted.ContentDigest));
        Assert.Null(redacted.Salt);
        await cluster.AssertChain(_log);
        await foreach (var page in LogPages.From(cluster.Store, LogPages.PartitionOf(_log), 0))
            Assert.DoesNotContain("Ada", System.Text.Encoding.UTF8.GetString(page.Body.Span), StringComparison.Ordinal);

        var announcement = entries[^1].Event;
        Assert.Equal((EventTypes.EventRedacted.Name, wanted.Id.Value), (announcement.Type, announcement.Subject));
        Assert.Equal(("at their wish", "2", "user.renamed"), (announcement.Data["reason"], announcement.Data["sequence"], announcement.Data["type"]));
    }

    [Fact]
    public async Task Every_reader_shows_the_redacted_form()
    {
        var from = await cluster.Grains.EventFeed().Beyond(-1, TimeSpan.Zero, TestContext.Current.CancellationToken);
        var wanted = cluster.Happened("user.renamed", Actor.User(Id<UserId>()), value: Secret);
        await cluster.Append(_log, wanted);
        await Redact(wanted.Id);
        var lists = cluster.Grains.Lists();

        Assert.True((await lists.Events(_log, 0, 1))[0].IsRedacted);
        Assert.Empty((await lists.Events(_log, 0, 1))[0].Event.Data);
        var view = (await lists.AuditEvent(_log, wanted.Id)).Value!;
        Assert.True(view.Redacted);
        Assert.Equal((null, null, null), (view.Actor, view.Subject, view.RequestId));
        Assert.Empty(view.Data);
        Assert.Empty((await lists.AuditEvents(_log, new() { Filter = new() { ActorKind = ActorKind.User }, Period = new(null, null), Limit = 10 })).Items);
        await Eventually.True(async () => (await lists.FedEvents(from, 100)).Any(fed => fed.Logged.Event.Id == wanted.Id && fed.Logged.IsRedacted));
        foreach (var format in Enum.GetValues<ExportFormat>())
            Assert.DoesNotContain("Ada", await cluster.Export(await cluster.Plan(_log, format)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redacting_again_changes_nothing_and_is_said_once()
    {
        var wanted = cluster.Happened(value: Secret);
        await cluster.Append(_log, wanted);

        for (var i = 0; i < 3; i++)
            Assert.Null((await Redact(wanted.Id)).Error);

        Assert.Equal(2, (await cluster.Entries(_log)).Length);
    }

    [Fact]
    public async Task A_redaction_that_died_half_way_is_announced_by_the_next()
    {
        var wanted = cluster.Happened(value: Secret);
        await cluster.Append(_log, wanted);
        cluster.Store.BeforeWrite = write =>
        {
            // The page is rewritten, the announcement is not stored.
            if (write.Key.Partition == LogPages.PartitionOf(_log) && write.Key.Key == LogPages.KeyOf(2))
                throw new StoreUnavailableException("The machine died.");
        };
        await Assert.ThrowsAnyAsync<Exception>(() => Redact(wanted.Id));
        cluster.Store.BeforeWrite = null;
        await cluster.KillAndRestart();
        Assert.Null((await cluster.Entries(_log))[0].Salt);

        await Redact(wanted.Id);

        Assert.Equal(EventTypes.EventRedacted.Name, (await cluster.Entries(_log))[1].Event.Type);
        await cluster.AssertChain(_log);
    }

    [Fact]
    public async Task Redactions_and_appends_at_once_leave_one_chain_with_nothing_in_it()
    {
        var wanted = Enumerable.Range(0, 20).Select(i => cluster.Happened(value: $"{Secret} {i}")).ToArray();
        foreach (var few in wanted.Chunk(5))
            await cluster.Append(_log, few);
        using var stop = new CancellationTokenSource();
        var appending = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await cluster.Append(_log, cluster.Happened());
        }, TestContext.Current.CancellationToken);

        await Task.WhenAll(wanted.Select(one => Redact(one.Id)));
        await stop.CancelAsync();
        await appending;

        var entries = await cluster.Entries(_log);
        Assert.Equal(20, entries.Count(entry => entry.Salt is null));
        Assert.Equal(20, entries.Count(entry => entry.Event.Type == EventTypes.EventRedacted.Name));
        await cluster.AssertChain(_log);
        await cluster.KillAndRestart();
        await cluster.Append(_log, cluster.Happened());
        Assert.Equal(20, (await cluster.Entries(_log)).Count(entry => entry.Salt is null));
    }

    [Fact]
    public async Task What_the_log_does_not_have_or_needs_is_not_redacted()
    {
        await cluster.Append(_log, cluster.Happened());
        await cluster.Pass(_log, TimeSpan.FromDays(2));
        var signature = (await cluster.Entries(_log))[^1];

        Assert.Equal(ErrorCode.EventNotFound, (await Redact(Id<EventId>())).Error!.Code);
        Assert.Equal(ErrorCode.EventNotRedactable, (await Redact(signature.Event.Id)).Error!.Code);
    }

    [Fact]
    public async Task A_log_with_redactions_is_signed_and_cut_as_any_other()
    {
        var wanted = cluster.Happened(value: Secret);
        await cluster.Append(_log, wanted);
        await Redact(wanted.Id);
        await cluster.Pass(_log, TimeSpan.FromDays(200));
        await cluster.Append(_log, cluster.Happened());

        await cluster.Pass(_log, TimeSpan.FromDays(200));

        Assert.True((await cluster.Head(_log)).Checkpoint!.Statement.Sequence >= 1);
        await cluster.AssertChain(_log);
    }

    private Task<Result<Done>> Redact(EventId id) => cluster.Grains.EventLog(_log).Redact(id, "at their wish", Id<EventId>(), Actor.Operator(Id<OperatorId>()));

    private static T Id<T>()
        where T : struct, ITypedId<T>
        => TypedId.From<T>(Guid.CreateVersion7());
}
