using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

public sealed class AuditQueryTests(LogCluster cluster) : IClassFixture<LogCluster>
{
    private static readonly LogPeriod Always = new(null, null);

    private readonly LogId _log = LogCluster.NewLog();

    [Theory]
    [InlineData("member.added", 2)]
    [InlineData("member.*", 3)]
    [InlineData("member.ad", 0)]
    [InlineData("mem.*", 0)]
    public async Task Events_are_found_by_their_type(string type, int count)
    {
        await Append(cluster.Happened("member.added"), cluster.Happened("member.removed"), cluster.Happened("memberships.counted"), cluster.Happened("member.added"));

        Assert.Equal(count, (await All(new AuditFilter { Types = [type] })).Length);
    }

    [Fact]
    public async Task Events_are_found_by_any_of_several_types()
    {
        await Append(cluster.Happened("member.added"), cluster.Happened("team.created"), cluster.Happened("project.created"));

        Assert.Equal([1, 3], (await All(new AuditFilter { Types = ["project.*", "member.added"] })).Select(found => found.Sequence).Order());
    }

    [Fact]
    public async Task Events_are_found_by_who_caused_them_and_by_what_they_are_about()
    {
        var (user, impersonator) = (Id<UserId>(), Id<OperatorId>());
        await Append(
            cluster.Happened(by: Actor.User(user), subject: "a"),
            cluster.Happened(by: Actor.User(user) with { Impersonator = impersonator }, subject: "b"),
            cluster.Happened(by: Actor.Operator(impersonator), subject: "a"),
            cluster.Happened(subject: "b"));

        Assert.Equal([1, 2], await Numbers(new AuditFilter { ActorKind = ActorKind.User }));
        Assert.Equal([1, 2], await Numbers(new AuditFilter { ActorId = user.Value }));
        Assert.Equal([2, 3], await Numbers(new AuditFilter { ActorId = impersonator.Value }));
        Assert.Equal([1, 3], await Numbers(new AuditFilter { Subject = "a" }));
        Assert.Equal([2], await Numbers(new AuditFilter { ActorKind = ActorKind.User, Subject = "b" }));
        Assert.Equal(impersonator, (await All(new AuditFilter { ActorId = user.Value, Subject = "b" }))[0].Actor!.Impersonator);
    }

    [Fact]
    public async Task Events_are_found_by_their_time_to_the_millisecond()
    {
        var noon = cluster.Clock.GetUtcNow();
        for (var hour = 0; hour < 30; hour++)
        {
            await Append(cluster.Happened() with { OccurredAt = noon.AddHours(hour) });
            cluster.Clock.Advance(TimeSpan.FromHours(1));
        }

        foreach (var newestFirst in (bool[])[true, false])
        {
            Assert.Equal((long[])[11, 12, 13], await Found(noon.AddHours(10), noon.AddHours(13)));
            Assert.Equal((long[])[30], await Found(noon.AddHours(28).AddMilliseconds(1), null));
            Assert.Empty(await Found(noon.AddHours(30), null));
            Assert.Empty(await Found(null, noon));
            Assert.Equal(30, (await Found(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)).Length);

            // After a day the log has its head signed, if it is woken in time, which is an event too.
            async Task<long[]> Found(DateTimeOffset? from, DateTimeOffset? until)
                => [.. (await All(period: new(from, until), newestFirst: newestFirst))
                    .Where(found => found.Type != EventTypes.LogHeadSigned.Name).Select(found => found.Sequence).Order()];
        }
    }

    [Fact]
    public async Task A_late_event_is_found_by_when_it_occurred()
    {
        var before = cluster.Clock.GetUtcNow();
        var late = cluster.Happened("test.late");
        cluster.Clock.Advance(TimeSpan.FromMinutes(50));
        await Append(cluster.Happened());
        await Append(late);

        Assert.Equal([2], (await All(period: new(before, before.AddMinutes(1)))).Select(found => found.Sequence));
        Assert.Equal([2], (await All(period: new(before, before.AddMinutes(1)), newestFirst: false)).Select(found => found.Sequence));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_put_together_are_everything_though_more_is_appended_meanwhile(bool newestFirst)
    {
        for (var i = 0; i < 60; i++)
            await Append(cluster.Happened(value: $"{i}"), cluster.Happened(value: $"{i}b"));
        using var stop = new CancellationTokenSource();
        var appending = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await Append(cluster.Happened());
        }, TestContext.Current.CancellationToken);

        var found = (await All(newestFirst: newestFirst, limit: 7)).Select(one => one.Sequence).ToArray();
        await stop.CancelAsync();
        await appending;

        if (newestFirst)
            Array.Reverse(found);
        Assert.Equal(Enumerable.Range(1, found.Length).Select(number => (long)number), found);
        Assert.True(found.Length >= 120);
    }

    [Fact]
    public async Task A_filter_that_matches_little_answers_short_pages()
    {
        await Append(cluster.Happened("test.rare"));
        for (var i = 0; i < 45; i++)
            await Append([.. Enumerable.Range(0, 100).Select(_ => cluster.Happened())]);
        var query = Query(new AuditFilter { Types = ["test.rare"] }, Always, newestFirst: true, limit: 10);
        var before = cluster.Store.Counts;

        var page = await cluster.Grains.Lists().AuditEvents(_log, query);

        Assert.Empty(page.Items);
        Assert.Equal("2502", page.Next);
        Assert.InRange((cluster.Store.Counts - before).Records, 1, 60);
        Assert.Equal([1], (await All(query.Filter)).Select(found => found.Sequence));
    }

    [Fact]
    public async Task The_last_page_has_no_next()
    {
        await Append(cluster.Happened(), cluster.Happened(), cluster.Happened());
        var lists = cluster.Grains.Lists();

        var first = await lists.AuditEvents(_log, Query(new(), Always, newestFirst: true, limit: 2));
        Assert.Equal("2", first.Next);
        Assert.Null((await lists.AuditEvents(_log, Query(new(), Always, newestFirst: true, limit: 2) with { Beyond = 2 })).Next);
        Assert.Null((await lists.AuditEvents(_log, Query(new(), Always, newestFirst: true, limit: 3))).Next);
        Assert.Null((await lists.AuditEvents(LogCluster.NewLog(), Query(new(), Always, newestFirst: true, limit: 3))).Next);
    }

    [Fact]
    public async Task An_event_is_found_by_its_id()
    {
        var wanted = cluster.Happened(value: "wanted");
        for (var i = 0; i < 30; i++)
            await Append(cluster.Happened(), i == 17 ? wanted : cluster.Happened());

        var found = (await cluster.Grains.Lists().AuditEvent(_log, wanted.Id)).Value!;

        Assert.Equal(36, found.Sequence);
        Assert.Equal("wanted", found.Data["value"]);
        Assert.Equal(ErrorCode.EventNotFound, (await cluster.Grains.Lists().AuditEvent(LogCluster.NewLog(), wanted.Id)).Error!.Code);
        Assert.Equal(ErrorCode.EventNotFound, (await cluster.Grains.Lists().AuditEvent(_log, EventId.Wrap("evt_7zzzzzzzzzzzzzzzzzzzzzzzzz"))).Error!.Code);
        Assert.Equal(ErrorCode.EventNotFound, (await cluster.Grains.Lists().AuditEvent(_log, EventId.Wrap("evt_00000000000000000000000000"))).Error!.Code);
    }

    private Task Append(params TenantEvent[] events) => cluster.Append(_log, events);

    private async Task<IEnumerable<long>> Numbers(AuditFilter filter) => (await All(filter)).Select(found => found.Sequence).Order();

    private async Task<ImmutableArray<AuditEventView>> All(AuditFilter? filter = null, LogPeriod? period = null, bool newestFirst = true, int limit = 100)
    {
        var query = Query(filter ?? new(), period ?? Always, newestFirst, limit);
        var all = ImmutableArray.CreateBuilder<AuditEventView>();
        while (true)
        {
            var page = await cluster.Grains.Lists().AuditEvents(_log, query);
            Assert.True(page.Items.Length <= limit);
            all.AddRange(page.Items);
            if (page.Next is null)
                return all.ToImmutable();
            query = query with { Beyond = long.Parse(page.Next, System.Globalization.CultureInfo.InvariantCulture) };
        }
    }

    private static AuditQuery Query(AuditFilter filter, LogPeriod period, bool newestFirst, int limit)
        => new() { Filter = filter, Period = period, NewestFirst = newestFirst, Limit = limit };

    private static T Id<T>()
        where T : struct, ITypedId<T>
        => TypedId.From<T>(Guid.CreateVersion7());
}
