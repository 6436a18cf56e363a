using System.Net;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tenantry.Persistence.Tests;

public sealed class DynamoDbMembershipTests : IAsyncLifetime
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private TroubledDynamoDb _proxy = null!;
    private DynamoDbSettings _settings = null!;
    private DynamoDbMembershipTable _table = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var fresh = await DynamoDbTables.Fresh();
        _proxy = await TroubledDynamoDb.Before(fresh.ServiceUrl!);
        _settings = _proxy.Settings(fresh);
        _table = new DynamoDbMembershipTable(_settings, "c", NullLogger.Instance);
        await _table.InitializeMembershipTableAsync(true, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        _table.Dispose();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_was_made_once()
    {
        var entry = Entry(1);

        _proxy.Next(1, Trouble.LostAnswer);
        Assert.True(await _table.InsertRowAsync(entry, (await _table.ReadAllAsync(Stop)).Version.Next(), Stop));
        var data = await _table.ReadRowAsync(entry.SiloAddress, Stop);
        _proxy.Next(1, Trouble.SilenceAfter);
        Assert.True(await _table.UpdateRowAsync(entry, data.Members[0].Item2, data.Version.Next(), Stop));

        Assert.Equal(2, (await _table.ReadAllAsync(Stop)).Version.Version);
    }

    [Fact]
    public async Task What_a_cluster_knows_of_its_silos_is_nobodys_record()
    {
        Assert.True(await _table.InsertRowAsync(Entry(1), (await _table.ReadAllAsync(Stop)).Version.Next(), Stop));
        await using var store = await DynamoDbTables.Open(_settings);

        Assert.Equal(0, await store.Scan(Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task A_table_has_room_for_hundreds_of_silos_and_makes_more_when_it_is_full()
    {
        // A silo that dies as soon as it starts, again and again.
        var name = new string('n', 2000);
        for (var i = 0; i < 250; i++)
        {
            var entry = Entry(i);
            (entry.SiloName, entry.Status) = (name, SiloStatus.Dead);
            entry.IAmAliveTime = Now.AddMinutes(i);
            Assert.True(await _table.InsertRowAsync(entry, (await _table.ReadAllAsync(Stop)).Version.Next(), Stop));
        }

        var data = await _table.ReadAllAsync(Stop);
        Assert.Equal(250, data.Version.Version);
        Assert.InRange(data.Members.Count, 60, 249);
        Assert.Contains(data.Members, member => member.Item1.SiloAddress.Generation == 249);
    }

    private static MembershipEntry Entry(int generation) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11111, generation),
        SiloName = "silo",
        HostName = "host",
        Status = SiloStatus.Joining,
        ProxyPort = 30000,
        StartTime = Now,
        IAmAliveTime = Now,
    };
}
