namespace Tenantry.Persistence.Tests;

public abstract partial class MembershipTableConformance
{
    [Fact]
    public async Task Of_many_simultaneous_inserts_under_one_version_one_succeeds()
    {
        var version = (await Table.ReadAllAsync(Stop)).Version.Next();

        var done = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Tried(() => Table.InsertRowAsync(NewEntry(), version, Stop)), Stop)));

        Assert.Single(done, inserted => inserted);
        Assert.Single(await Silos());
        Assert.Equal(1, await Version());
    }

    [Fact]
    public async Task Of_many_simultaneous_updates_under_one_version_one_succeeds()
    {
        var (row, etag, version) = await Row((await Inserted(NewEntry())).SiloAddress);

        var done = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Tried(() => Table.UpdateRowAsync(row, etag, version.Next(), Stop)), Stop)));

        Assert.Single(done, updated => updated);
        Assert.Equal(2, await Version());
    }

    [Fact]
    public async Task Simultaneous_changes_of_different_rows_are_all_told_apart_by_the_version()
    {
        var silos = new List<SiloAddress>();
        for (var i = 0; i < 8; i++)
            silos.Add((await Inserted(NewEntry())).SiloAddress);

        await Task.WhenAll(silos.Select(silo => Task.Run(() => Suspect(silo, 5), Stop)));

        Assert.Equal(8 + (8 * 5), await Version());
        Assert.All((await Table.ReadAllAsync(Stop)).Members, member => Assert.Equal(5, member.Item1.SuspectTimes!.Count));
    }

    [Fact]
    public async Task A_sign_of_life_is_kept_and_moves_no_version()
    {
        var entry = await Inserted(NewEntry(SiloStatus.Active));
        var before = await Row(entry.SiloAddress);

        // What Orleans sends: the address and the time, nothing else.
        await Table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = entry.SiloAddress, IAmAliveTime = Now.AddSeconds(30) }, Stop);

        var after = await Row(entry.SiloAddress);
        Assert.Equal(Now.AddSeconds(30), after.Entry.IAmAliveTime);
        Assert.Equal(
            (SiloStatus.Active, "silo", "host", 30000, Now),
            (after.Entry.Status, after.Entry.SiloName, after.Entry.HostName, after.Entry.ProxyPort, after.Entry.StartTime));
        Assert.Equal(before.Version, after.Version);
        Assert.Equal(before.Etag, after.Etag);
        Assert.True(await Table.UpdateRowAsync(after.Entry, before.Etag, before.Version.Next(), Stop));
    }

    [Fact]
    public async Task Signs_of_life_and_updates_do_not_hinder_each_other()
    {
        var silo = (await Inserted(NewEntry(SiloStatus.Active))).SiloAddress;

        await Task.WhenAll(
            Task.Run(() => Suspect(silo, 20), Stop),
            Task.Run(async () =>
            {
                for (var i = 1; i <= 50; i++)
                    await Table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = silo, IAmAliveTime = Now.AddSeconds(i) }, Stop);
            }, Stop));

        Assert.Equal(21, await Version());
        Assert.Equal(20, (await Row(silo)).Entry.SuspectTimes!.Count);
    }

    [Fact]
    public async Task Defunct_rows_are_cleaned_up_and_no_others()
    {
        var old = Now.AddDays(-10);
        foreach (var status in Enum.GetValues<SiloStatus>().Where(status => status != SiloStatus.Active))
            await Inserted(NewEntry(status, alive: old));
        var active = await Inserted(NewEntry(SiloStatus.Active, alive: old));
        var recent = await Inserted(NewEntry(SiloStatus.Dead));
        var alive = await Inserted(NewEntry(SiloStatus.ShuttingDown, alive: old));
        await Table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = alive.SiloAddress, IAmAliveTime = Now }, Stop);
        var version = await Version();

        await Table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(Now.AddDays(-7)), Stop);

        Assert.Equal(new[] { active.SiloAddress, recent.SiloAddress, alive.SiloAddress }.Order(), await Silos());
        Assert.Equal(version, await Version());
    }

    [Fact]
    public async Task Gateways_are_the_active_silos_that_have_a_port_for_clients()
    {
        await Inserted(NewEntry(SiloStatus.Joining));
        await Inserted(NewEntry(SiloStatus.Dead));
        await Inserted(NewEntry(SiloStatus.Active, proxyPort: 0));
        var one = await Inserted(NewEntry(SiloStatus.Active, proxyPort: 30001));
        var two = await Inserted(NewEntry(SiloStatus.Active, proxyPort: 30002));

        var gateways = await Gateways.GetGatewaysAsync(Stop);

        Assert.Equal(
            [$"gwy.tcp://127.0.0.1:30001/{one.SiloAddress.Generation}", $"gwy.tcp://127.0.0.1:30002/{two.SiloAddress.Generation}"],
            gateways.Select(gateway => gateway.ToString()).Order());
    }

    [Fact]
    public async Task A_deleted_table_takes_its_rows_with_it_and_no_others()
    {
        await Inserted(NewEntry());
        var other = await OpenTable($"{Cluster}-other");
        await other.InitializeMembershipTableAsync(true, Stop);
        Assert.True(await other.InsertRowAsync(NewEntry(), (await other.ReadAllAsync(Stop)).Version.Next(), Stop));

        await Table.DeleteMembershipTableEntriesAsync(Cluster, Stop);

        await Table.InitializeMembershipTableAsync(true, Stop);
        Assert.Empty(await Silos());
        Assert.Equal(0, await Version());
        Assert.Single((await other.ReadAllAsync(Stop)).Members);
        await other.DeleteMembershipTableEntriesAsync($"{Cluster}-other", Stop);
    }

    [Fact]
    public async Task Clusters_do_not_see_each_other()
    {
        await Inserted(NewEntry(SiloStatus.Active));
        var other = await OpenTable($"{Cluster}-other");
        await other.InitializeMembershipTableAsync(true, Stop);
        var gateways = await OpenGateways($"{Cluster}-other");
        await gateways.InitializeGatewayListProviderAsync(Stop);

        Assert.Empty((await other.ReadAllAsync(Stop)).Members);
        Assert.Equal(0, (await other.ReadAllAsync(Stop)).Version.Version);
        Assert.Empty(await gateways.GetGatewaysAsync(Stop));
    }

    /// <summary>Adds so many suspicions to a row, each after reading it, as often as it takes.</summary>
    private async Task Suspect(SiloAddress silo, int times)
    {
        while (times > 0)
        {
            var (row, etag, version) = await Row(silo);
            row.AddSuspector(NewAddress(), Now);
            if (await Tried(() => Table.UpdateRowAsync(row, etag, version.Next(), Stop)))
                times--;
        }
    }

    // A store may tell a loser by an exception: Orleans reads the table and tries again either way.
    private static async Task<bool> Tried(Func<Task<bool>> change)
    {
        try
        {
            return await change();
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            return false;
        }
    }
}
