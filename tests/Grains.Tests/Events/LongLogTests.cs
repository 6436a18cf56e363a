using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

/// <summary>What a log of a million events costs, in what the store is asked for, since time says little on a busy machine.</summary>
public sealed class LongLogTests(LogCluster cluster) : IClassFixture<LogCluster>
{
    private const int Many = 1_000_000;
    private const int OnPage = 100;

    [Fact]
    public async Task The_millionth_event_costs_what_the_tenth_did_and_is_found_as_soon()
    {
        var (young, old) = (LogCluster.NewLog(), LogCluster.NewLog());
        for (var i = 0; i < 9; i++)
            await cluster.Append(young, cluster.Happened());
        await Settled(young);
        var begin = cluster.Clock.GetUtcNow() - TimeSpan.FromSeconds(Many);
        await Fill(old, begin);
        // Whether an event is a repetition is looked up among those of the last minute.
        cluster.Clock.Advance(TimeSpan.FromMinutes(2));

        // The first append of an activation, and one of many.
        await cluster.KillAndRestart();
        var (coldYoung, coldOld) = (await CostOfAppend(young), await CostOfAppend(old));
        var (warmYoung, warmOld) = (await CostOfAppend(young), await CostOfAppend(old));

        // Its page, that others must be told, and that they were.
        Assert.Equal(new StoreCounts(0, 0, 3), warmYoung);
        Assert.Equal(warmYoung, warmOld);
        // Its last page and its head are read.
        Assert.Equal(new StoreCounts(2, 2, 3), coldYoung);
        Assert.Equal(coldYoung, coldOld);

        var before = cluster.Store.Counts;
        var found = await cluster.Grains.Lists().AuditEvents(
            old, new() { Filter = new(), Period = new(begin.AddSeconds(Many / 2), null), NewestFirst = false, Limit = 100 });
        Assert.Equal((Many / 2) + 1, found.Items[0].Sequence);
        Assert.InRange((cluster.Store.Counts - before).Reads, 1, 25);

        before = cluster.Store.Counts;
        var wanted = found.Items[^1];
        Assert.Equal(wanted.Sequence, (await cluster.Grains.Lists().AuditEvent(old, wanted.Id)).Value!.Sequence);
        Assert.InRange((cluster.Store.Counts - before).Reads, 1, 90);
    }

    private async Task<StoreCounts> CostOfAppend(LogId log)
    {
        cluster.Store.Watched = LogPages.PartitionOf(log);
        var before = cluster.Store.Counts;
        await cluster.Append(log, cluster.Happened());
        await Settled(log);
        return cluster.Store.Counts - before;
    }

    // Until the log rests, so that nothing else asks the store meanwhile.
    private async Task Settled(LogId log)
        => await Eventually.True(async () => await cluster.Head(log) is { TellBy: null });

    private async Task Fill(LogId log, DateTimeOffset begin)
    {
        var (hash, sequence, previousId) = (EventChain.Root, 0L, (Interfaces.EventId?)null);
        var writes = new List<RecordWrite>();
        for (var page = 0; page < Many / OnPage; page++)
        {
            var (previousHash, before) = (hash, previousId);
            var entries = ImmutableArray.CreateBuilder<LogEntry>(OnPage);
            for (var i = 0; i < OnPage; i++)
            {
                var occurredAt = begin.AddSeconds(sequence);
                var entry = EventChain.Link(hash, ++sequence, cluster.Happened() with
                {
                    Id = TypedId.From<Interfaces.EventId>(Guid.CreateVersion7(occurredAt)),
                    OccurredAt = occurredAt,
                });
                (hash, previousId) = (entry.Hash, entry.Event.Id);
                entries.Add(entry);
            }

            writes.Add(new RecordWrite
            {
                Key = new RecordKey(LogPages.PartitionOf(log), LogPages.KeyOf(entries[0].Sequence)),
                WriteId = RecordWrite.NewWriteId(),
                Body = GrainJson.ToBytes(new LogRecord
                {
                    ArrivedAt = entries[^1].Event.OccurredAt,
                    PreviousId = before,
                    PreviousHash = previousHash,
                    Entries = entries.MoveToImmutable(),
                }),
            });
            if (writes.Count == 100)
            {
                await cluster.Store.Write(writes);
                writes.Clear();
            }
        }

        await cluster.Store.Write(new RecordWrite
        {
            Key = new RecordKey(LogPages.PartitionOf(log), LogPages.BeforeAll),
            WriteId = RecordWrite.NewWriteId(),
            Body = GrainJson.ToBytes(new LogHead { Told = sequence }),
        });
    }
}
