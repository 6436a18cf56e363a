namespace Tenantry.Persistence.Tests;

public abstract partial class RecordStoreConformance
{
    [Fact]
    public async Task Of_many_simultaneous_inserts_one_succeeds()
    {
        var writes = Enumerable.Range(0, 50).Select(i => Insertion("a", $"{i}")).ToArray();

        var outcomes = await Task.WhenAll(writes.Select(write => Task.Run(() => Store.Write(write, Stop), Stop)));

        var winner = Assert.Single(outcomes, outcome => outcome.Status == WriteStatus.Written);
        Assert.All(outcomes, outcome => Assert.Equal(winner.Etag, outcome.Etag));
        Assert.Equal(winner.Etag, (await Store.Read(Key("a"), Stop))!.Etag);
    }

    [Fact]
    public async Task Simultaneous_updates_lose_nothing()
    {
        const int records = 8;
        const int callers = 32;
        const int updates = 100;
        for (var i = 0; i < records; i++)
            await Done(Insertion($"{i}", "0"));

        var replaced = await Task.WhenAll(Enumerable.Range(0, callers).Select(
            caller => Task.Run(() => CountUp($"{caller % records}", updates), Stop)));

        // A record's history is a line: no state was replaced twice, and every success is counted.
        var all = replaced.SelectMany(etags => etags).ToArray();
        Assert.Equal(callers * updates, all.Distinct().Count());
        for (var i = 0; i < records; i++)
            Assert.Equal($"{callers / records * updates}", Text(await Store.Read(Key($"{i}"), Stop)));
    }

    private async Task<List<string?>> CountUp(string key, int times)
    {
        var replaced = new List<string?>();
        while (replaced.Count < times)
        {
            var record = await Store.Read(Key(key), Stop);
            var next = int.Parse(Text(record), null) + 1;
            var outcome = await Store.Write(Update(key, record!.Etag, $"{next}"), Stop);
            if (outcome.Status == WriteStatus.Written)
                replaced.Add(record.Etag);
        }

        return replaced;
    }
}
