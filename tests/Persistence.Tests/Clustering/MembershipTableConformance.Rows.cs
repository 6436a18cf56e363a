namespace Tenantry.Persistence.Tests;

public abstract partial class MembershipTableConformance
{
    [Fact]
    public async Task A_new_table_is_empty_at_version_0()
    {
        var data = await Table.ReadAllAsync(Stop);

        Assert.Empty(data.Members);
        Assert.Equal(0, data.Version.Version);
        Assert.NotEmpty(data.Version.VersionEtag);
    }

    [Fact]
    public async Task Initializing_a_table_again_changes_nothing()
    {
        var entry = await Inserted(NewEntry());

        var again = await OpenTable(Cluster);
        await again.InitializeMembershipTableAsync(true, Stop);

        var data = await again.ReadAllAsync(Stop);
        Assert.Equal(1, data.Version.Version);
        Assert.Equal(entry.SiloAddress, Assert.Single(data.Members).Item1.SiloAddress);
    }

    [Fact]
    public async Task Many_that_initialize_a_table_at_once_make_one()
    {
        var cluster = $"{Cluster}-many";
        var tables = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenTable(cluster)));

        await Task.WhenAll(tables.Select(table => table.InitializeMembershipTableAsync(true, Stop)));

        Assert.All(await Task.WhenAll(tables.Select(table => table.ReadAllAsync(Stop))), data => Assert.Equal(0, data.Version.Version));
    }

    [Fact]
    public async Task An_inserted_row_is_read_back_whole()
    {
        var entry = NewEntry(SiloStatus.Active, 30001);
        var version = (await Table.ReadAllAsync(Stop)).Version.Next();

        Assert.True(await Table.InsertRowAsync(entry, version, Stop));

        var (row, etag, stored) = await Row(entry.SiloAddress);
        Assert.Equal(
            (entry.SiloAddress, "silo", "host", SiloStatus.Active, 30001, Now, Now),
            (row.SiloAddress, row.SiloName, row.HostName, row.Status, row.ProxyPort, row.StartTime, row.IAmAliveTime));
        Assert.NotNull(etag);
        Assert.Equal(version.Version, stored.Version);
        var all = await Table.ReadAllAsync(Stop);
        Assert.Equal(row.ToFullString(), Assert.Single(all.Members).Item1.ToFullString());
        Assert.Equal(stored, all.Version);
    }

    [Fact]
    public async Task Inserting_takes_the_current_version_of_the_table()
    {
        var version = (await Table.ReadAllAsync(Stop)).Version.Next();
        var first = NewEntry();
        Assert.True(await Table.InsertRowAsync(first, version, Stop));

        Assert.False(await Table.InsertRowAsync(NewEntry(), version, Stop));

        Assert.Equal([first.SiloAddress], await Silos());
        Assert.Equal(1, await Version());
    }

    [Fact]
    public async Task A_row_is_inserted_once()
    {
        var entry = await Inserted(NewEntry());

        var again = NewEntry(SiloStatus.Dead);
        again.SiloAddress = entry.SiloAddress;
        Assert.False(await Table.InsertRowAsync(again, (await Table.ReadAllAsync(Stop)).Version.Next(), Stop));

        Assert.Equal(SiloStatus.Joining, (await Row(entry.SiloAddress)).Entry.Status);
        Assert.Equal(1, await Version());
    }

    [Fact]
    public async Task An_update_replaces_what_may_change_and_moves_the_version()
    {
        var entry = await Inserted(NewEntry());
        var (row, etag, version) = await Row(entry.SiloAddress);
        row.Status = SiloStatus.Dead;
        row.IAmAliveTime = Now.AddMinutes(1);
        row.SuspectTimes = [Tuple.Create(NewAddress(), Now.AddSeconds(1)), Tuple.Create(NewAddress(), Now.AddSeconds(2))];

        Assert.True(await Table.UpdateRowAsync(row, etag, version.Next(), Stop));

        var (stored, _, moved) = await Row(entry.SiloAddress);
        Assert.Equal(row.ToFullString(), stored.ToFullString());
        Assert.Equal(row.SuspectTimes, stored.SuspectTimes);
        Assert.Equal(Now.AddMinutes(1), stored.IAmAliveTime);
        Assert.Equal(2, moved.Version);
        Assert.NotEqual(version.VersionEtag, moved.VersionEtag);
    }

    [Fact]
    public async Task An_update_with_an_older_version_of_the_table_is_refused()
    {
        var entry = await Inserted(NewEntry());
        var (row, etag, version) = await Row(entry.SiloAddress);
        await Inserted(NewEntry());
        row.Status = SiloStatus.Dead;

        Assert.False(await Table.UpdateRowAsync(row, etag, version.Next(), Stop));

        Assert.Equal(SiloStatus.Joining, (await Row(entry.SiloAddress)).Entry.Status);
        Assert.Equal(2, await Version());
    }

    [Fact]
    public async Task An_update_of_an_older_state_of_the_row_is_refused()
    {
        var entry = await Inserted(NewEntry());
        var (row, etag, version) = await Row(entry.SiloAddress);
        row.Status = SiloStatus.Active;
        Assert.True(await Table.UpdateRowAsync(row, etag, version.Next(), Stop));
        row.Status = SiloStatus.Dead;

        // Whoever has the row's older state has the table's older version.
        Assert.False(await Table.UpdateRowAsync(row, etag, version.Next(), Stop));

        Assert.Equal(SiloStatus.Active, (await Row(entry.SiloAddress)).Entry.Status);
        Assert.Equal(2, await Version());
    }

    [Fact]
    public async Task An_update_of_a_row_that_is_not_there_is_refused()
    {
        var (_, etag, version) = await Row((await Inserted(NewEntry())).SiloAddress);

        Assert.False(await Table.UpdateRowAsync(NewEntry(), etag, version.Next(), Stop));

        Assert.Equal(1, await Version());
    }

    [Fact]
    public async Task Reading_a_row_that_is_not_there_tells_the_version()
    {
        await Inserted(NewEntry());

        var data = await Table.ReadRowAsync(NewAddress(), Stop);

        Assert.Empty(data.Members);
        Assert.Equal(1, data.Version.Version);
    }
}
