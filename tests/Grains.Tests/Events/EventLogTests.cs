using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

public sealed class EventLogTests(ClusterFixture cluster)
{
    private readonly OrganizationId _organization = TypedId.From<OrganizationId>(Guid.CreateVersion7());

    private IEventLogGrain Log => cluster.Grains.EventLog(_organization);

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

        Assert.Equal(happened.Id, Assert.Single(await Log.Read(0, 100)).Event.Id);
    }

    [Fact]
    public async Task Events_are_read_in_pages()
    {
        for (var i = 0; i < 7; i++)
            await Log.Append([Happened($"{i}a"), Happened($"{i}b")]);

        Assert.Equal([4, 5, 6], (await Log.Read(after: 3, limit: 3)).Select(logged => logged.Sequence));
        Assert.Equal([14], (await Log.Read(after: 13, limit: 3)).Select(logged => logged.Sequence));
        Assert.Empty(await Log.Read(after: 14, limit: 3));
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
            """{"causedBy":{"kind":"System"},"data":{"value":"\"\\\b\t\n\u001f€😀"},"subject":"s"}""",
            CanonicalContent.Of(happened));
    }

    private async Task<ImmutableArray<LogEntry>> Entries()
        => [.. (await Records())
            .SelectMany(record => GrainJson.Read<LogRecord>(record.Body).Entries)];

    private Task<IReadOnlyList<StoredRecord>> Records()
        => cluster.Store.ReadPartition($"event-log/{_organization}", null, 1000, cancellation: TestContext.Current.CancellationToken);

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
