namespace Tenantry.Persistence.Tests;

public abstract partial class RecordStoreConformance
{
    [Fact]
    public async Task A_partition_is_read_in_the_order_of_the_keys_bytes()
    {
        // As UTF-16, the last two would change places.
        string[] ordered = ["", "A", "Z", "a", "a/", "a/b", "aa", "z", "é", "中", "\uffee", "😀"];
        foreach (var key in ordered.Reverse())
            await Done(Insertion(key));

        Assert.Equal(ordered, await Keys());
        Assert.Equal(ordered.Reverse(), await Keys(descending: true));
    }

    [Fact]
    public async Task A_partition_is_read_page_by_page()
    {
        string[] ordered = [.. Enumerable.Range(100, 25).Select(i => $"{i}")];
        await Store.Write([.. ordered.Select(key => Insertion(key))], Stop);

        Assert.Equal(ordered, await Pages(10, descending: false));
        Assert.Equal(ordered.Reverse(), await Pages(10, descending: true));
        Assert.Equal(ordered, await Pages(25, descending: false));
        Assert.Equal(["103", "104"], await Keys(after: "1025", limit: 2));
        Assert.Equal(["102", "101"], await Keys(after: "1025", limit: 2, descending: true));
        Assert.Empty(await Keys(after: "124"));
        Assert.Empty(await Keys(after: "100", descending: true));
    }

    [Fact]
    public async Task The_empty_key_is_a_key()
    {
        await Done(Insertion("", "1"));
        await Done(Insertion("a", "2"));

        Assert.Equal("1", Text(await Store.Read(Key(""), Stop)));
        Assert.Equal(["a"], await Keys(after: ""));
        Assert.Equal([""], await Keys(after: "a", descending: true));
    }

    [Fact]
    public async Task A_partition_holds_only_its_own_records()
    {
        await Done(Insertion("a"));
        await Done(Insertion("b") with { Key = new RecordKey(_partition + "/", "b") });
        await Done(Insertion("c") with { Key = new RecordKey(_partition[..^1], "c") });

        Assert.Equal(["a"], await Keys());
    }

    [Fact]
    public async Task A_page_has_whole_records()
    {
        var etag = await Done(Insertion("a", "[1]", Now));

        var record = Assert.Single(await Store.ReadPartition(_partition, null, 1, cancellation: Stop));

        Assert.Equal((Key("a"), etag, Now, "[1]"), (record.Key, record.Etag, record.Alarm, Text(record)));
    }

    [Fact]
    public async Task A_scan_finds_every_record_once()
    {
        var keys = Enumerable.Range(0, 450).Select(i => $"{i:D3}").ToArray();
        await Store.Write([.. keys.Select(key => Insertion(key, key))], Stop);

        var found = await Scanned();

        Assert.Equal(keys, found.Select(record => record.Key.Key).Order(StringComparer.Ordinal));
        Assert.All(found, record => Assert.Equal(record.Key.Key, Text(record)));
    }

    [Fact]
    public async Task A_scan_finds_what_is_neither_inserted_nor_deleted_meanwhile()
    {
        string[] lasting = [.. Enumerable.Range(0, 300).Select(i => $"{i:D3}")];
        await Store.Write([.. lasting.Select(key => Insertion(key))], Stop);
        var found = new List<string>();

        await foreach (var record in Store.Scan(Stop))
        {
            if (record.Key.Partition != _partition)
                continue;
            found.Add(record.Key.Key);
            await Store.Write(Insertion($"{record.Key.Key}+"), Stop);
        }

        Assert.Equal(lasting, found.Where(key => !key.EndsWith('+')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Everything_is_there_after_reopening()
    {
        var etag = await Done(Insertion("kept", "[1]", Now));
        await Done(Deletion("deleted", await Done(Insertion("deleted"))));

        await Close(Store);
        Store = await Open();

        var record = await Store.Read(Key("kept"), Stop);
        Assert.Equal((etag, Now, "[1]"), (record!.Etag, record.Alarm, Text(record)));
        Assert.Equal(["kept"], await Keys());
        Assert.Equal([("kept", Now)], await Due(Now));
        await Done(Update("kept", etag, "[2]"));
    }

    [Fact]
    public async Task A_closed_store_is_unavailable()
    {
        await Close(Store);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.Write([Insertion("a")], Stop));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.Read(Key("a"), Stop));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Keys());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Due(Now));
        await Assert.ThrowsAsync<StoreUnavailableException>(Scanned);
    }

    private async Task<string[]> Keys(string? after = null, int limit = 1000, bool descending = false)
    {
        var records = await Store.ReadPartition(_partition, after, limit, descending, Stop);
        Assert.All(records, record => Assert.Equal(_partition, record.Key.Partition));
        return [.. records.Select(record => record.Key.Key)];
    }

    private async Task<string[]> Pages(int size, bool descending)
    {
        var keys = new List<string>();
        string[] page;
        do
        {
            page = await Keys(keys.LastOrDefault(), size, descending);
            Assert.True(page.Length <= size);
            keys.AddRange(page);
        }
        while (page.Length > 0);
        return [.. keys];
    }

    private async Task<List<StoredRecord>> Scanned()
    {
        var found = new List<StoredRecord>();
        await foreach (var record in Store.Scan(Stop))
        {
            if (record.Key.Partition == _partition)
                found.Add(record);
        }

        return found;
    }
}
