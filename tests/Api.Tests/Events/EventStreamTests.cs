using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class EventStreamTests(ApiHost host)
{
    // Access is asked for every three seconds while nothing happens.
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(8);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_happens_arrives_and_nothing_that_was_before()
    {
        var tenant = await Tenant.SignUp(host);
        var before = (await tenant.Logged()).Count;
        await using var reader = await EventReader.Open(tenant);
        Assert.Equal("no-store", reader.Headers.CacheControl?.ToString());
        Assert.Equal("no", reader.Headers.GetValues("X-Accel-Buffering").Single());

        var ids = await tenant.Happen(3);
        var first = await reader.Next();
        Assert.Equal((ids[0], $"{before + 1}", Happenings.Type), ((string?)first!["id"], (string?)first["sequence"], (string?)first["type"]));
        Assert.Equal(ids.Skip(1), await reader.Next(2));
    }

    [Fact]
    public async Task A_stream_begins_behind_any_number()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Happen(150);
        var all = await tenant.Logged();

        await using var whole = await EventReader.Open(tenant, "?after=0");
        Assert.Equal(all, await whole.Next(all.Count));
        await using var part = await EventReader.Open(tenant, "?after=100");
        Assert.Equal(all.Skip(100), await part.Next(all.Count - 100));
        // Who comes back does so by the address of before.
        await using var resumed = await EventReader.Open(tenant, "?after=0", lastEventId: "140");
        Assert.Equal(all.Skip(140), await resumed.Next(all.Count - 140));
    }

    [Fact]
    public async Task Coming_back_again_and_again_under_load_loses_and_doubles_nothing()
    {
        const int writers = 4;
        const int each = 60;
        var tenant = await Tenant.SignUp(host);
        var begin = (await tenant.Logged()).Count;
        var random = new Random(20261123);
        var appending = Task.WhenAll(Enumerable.Range(0, writers).Select(async i =>
        {
            for (var n = 0; n < each; n++)
                await tenant.Happen(1 + ((i + n) % 3));
        }));

        var expected = begin + (writers * each * 2);
        var (ids, last) = (new List<string>(), $"{begin}");
        while (ids.Count < expected - begin)
        {
            await using var reader = await EventReader.Open(tenant, lastEventId: last);
            ids.AddRange(await reader.Next(Math.Min(random.Next(0, 40), expected - begin - ids.Count)));
            last = reader.LastEventId.Length > 0 ? reader.LastEventId : last;
        }

        await appending;
        Assert.Equal((await tenant.Logged()).Skip(begin), ids);
    }

    [Fact]
    public async Task A_filter_lets_through_what_is_wanted()
    {
        var tenant = await Tenant.SignUp(host);
        await using var reader = await EventReader.Open(tenant, "?type=test.*");
        await tenant.Happen(2, "other.happened");
        var wanted = await tenant.Happen();
        Assert.Equal(wanted, await reader.Next(1));
    }

    [Fact]
    public async Task Operators_follow_all_logs_in_one_order()
    {
        var first = await Tenant.SignUp(host);
        var second = await Tenant.SignUp(host);
        var type = $"test.{first.Slug.Replace('-', '_')}";
        await using var reader = await EventReader.Open(host.Http, $"/v1/admin/events/stream?type={type}", host.Operator);
        var ids = new List<string>();
        for (var n = 0; n < 6; n++)
            ids.AddRange(await (n % 2 == 0 ? first : second).Happen(2, type));

        var read = new List<JsonNode>();
        while (read.Count < ids.Count)
            read.Add((await reader.Next())!);
        Assert.Equal(ids.Order(), read.Select(one => (string)one["id"]!).Order());
        var positions = read.Select(one => long.Parse((string)one["position"]!, null)).ToList();
        Assert.Equal(positions.Order(), positions);

        await using var resumed = await EventReader.Open(host.Http, $"/v1/admin/events/stream?type={type}", host.Operator, $"{positions[3]}");
        Assert.Equal(read.Skip(4).Select(one => (string)one["id"]!), await resumed.Next(ids.Count - 4));
    }

    [Fact]
    public async Task A_stream_ends_when_its_reader_would_not_be_let_in_any_more()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, token) = await tenant.AddUser(Role.Admin);
        var (key, text) = await tenant.MakeKey("events:read");
        var (platformKey, platform) = await host.MakePlatformKey("events:read");
        var staff = await Staff.Add(host);
        var path = $"{tenant.Path}/events/stream";

        await using var demoted = await EventReader.Open(host.Http, path, token);
        Assert.Equal(200, (await tenant.Ask("PATCH", $"/members/{user}", """{"role":"viewer"}""")).Status);
        await Ends(demoted);

        await using var revoked = await EventReader.Open(host.Http, path, text);
        Assert.Equal(204, (await tenant.Ask("DELETE", $"/api-keys/{key}")).Status);
        await Ends(revoked);

        await using var disabled = await EventReader.Open(host.Http, "/v1/admin/events/stream?type=test.nothing", staff.Token);
        Assert.Equal(200, (await host.Http.Ask("POST", $"{staff.Path}/disable", @as: host.Operator)).Status);
        await Ends(disabled);

        await using var ended = await EventReader.Open(host.Http, "/v1/admin/events/stream?type=test.nothing", platform);
        Assert.Equal(204, (await host.Http.Ask("DELETE", $"/v1/admin/api-keys/{platformKey}", @as: host.Operator)).Status);
        await Ends(ended);

        await using var suspended = await EventReader.Open(tenant);
        await tenant.Suspend();
        await Ends(suspended);
    }

    [Fact]
    public async Task What_happens_after_a_reader_is_shut_out_does_not_reach_them()
    {
        var tenant = await Tenant.SignUp(host);
        await using var reader = await EventReader.Open(tenant, "?type=test.*");
        await tenant.Happen();
        await reader.Next(1);
        await tenant.Suspend();
        await tenant.Happen();
        Assert.Null(await reader.Next());
    }

    [Fact]
    public async Task A_reader_who_takes_nothing_is_dropped_and_can_come_back()
    {
        var tenant = await Tenant.SignUp(host);
        await using var front = await FrontEnd.Start(host, TimeProvider.System, ("Tenantry:Events:ReaderPatience", "00:00:00.5"), ("Tenantry:Events:StreamsPerOrganization", "1"));
        using var slow = new TcpClient { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync(IPAddress.Loopback, front.Http.BaseAddress!.Port, Cancellation);
        await slow.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"GET {tenant.Path}/events/stream?after=0 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {tenant.Admin}\r\n\r\n"), Cancellation);
        // More than the buffers on the way can hold.
        for (var n = 0; n < 120; n++)
            await tenant.Happen(10, text: new string('x', 10_000));

        await Eventually.True(async () => (await front.Http.Ask("GET", $"{tenant.Path}/events/stream", @as: tenant.Admin)).Status == 200);

        // What had arrived before is whole up to some event, from which it goes on.
        var last = await LastWhole(slow.GetStream());
        var all = await tenant.Logged();
        Assert.InRange(last, 1, all.Count - 1);
        await using var resumed = await EventReader.Open(tenant, lastEventId: $"{last}");
        Assert.Equal(all.Skip(last), await resumed.Next(all.Count - last));
    }

    [Fact]
    public async Task There_are_so_many_streams_of_an_organization_and_in_all()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);
        await using var front = await FrontEnd.Start(host, TimeProvider.System, ("Tenantry:Events:StreamsPerOrganization", "2"), ("Tenantry:Events:Streams", "3"));
        var path = $"{tenant.Path}/events/stream";

        var first = await EventReader.Open(front.Http, path, tenant.Admin);
        await using var second = await EventReader.Open(front.Http, path, tenant.Admin);
        var third = await front.Http.Ask("GET", path, @as: tenant.Admin);
        Assert.Equal((429, "rate_limited", "5"), (third.Status, third.Code, third.Header("Retry-After")));
        Assert.Equal("""["streams"]""", third.Json["violated-policies"]!.ToJsonString());

        await using var others = await EventReader.Open(front.Http, $"{other.Path}/events/stream", other.Admin);
        (await front.Http.Ask("GET", "/v1/admin/events/stream", @as: host.Operator)).IsProblem(503, "temporarily_unavailable", "/v1/admin/events/stream");

        // Who leaves makes room.
        await first.DisposeAsync();
        await Eventually.True(async () => (await front.Http.Ask("GET", path, @as: tenant.Admin)).Status == 200);
    }

    [Fact]
    public async Task Something_is_said_now_and_then()
    {
        var tenant = await Tenant.SignUp(host);
        await using var front = await FrontEnd.Start(host, TimeProvider.System, ("Tenantry:Events:Heartbeat", "00:00:00.2"));
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, front.Http.BaseAddress!.Port, Cancellation);
        await connection.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"GET {tenant.Path}/events/stream?type=none HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {tenant.Admin}\r\n\r\n"), Cancellation);
        using var lines = new StreamReader(connection.GetStream());
        for (var beats = 0; beats < 3;)
            beats += await lines.ReadLineAsync(Cancellation).AsTask().WaitAsync(EndsWithin, Cancellation) == ":" ? 1 : 0;

        // Nothing that is wanted has happened, but it need not be looked through again.
        await tenant.Happen();
        var last = (await tenant.Logged()).Count;
        while (await lines.ReadLineAsync(Cancellation).AsTask().WaitAsync(EndsWithin, Cancellation) != $"id: {last}")
        {
        }
    }

    [Fact]
    public async Task What_is_committed_arrives_soon()
    {
        const int count = 300;
        var tenant = await Tenant.SignUp(host);
        await using var reader = await EventReader.Open(tenant);
        await using var all = await EventReader.Open(host.Http, $"/v1/admin/events/stream?type={Happenings.Type}", host.Operator);
        var committed = new Dictionary<string, long>();
        var (own, fed) = (new List<double>(), new List<double>());
        for (var n = 0; n < count; n++)
        {
            var id = (await tenant.Happen()).Single();
            // The append is answered when the event is committed; it may have arrived before that.
            committed[id] = Stopwatch.GetTimestamp();
            Assert.Equal(id, (string?)(await reader.Next())!["id"]);
            own.Add(Stopwatch.GetElapsedTime(committed[id]).TotalMilliseconds);
            while ((string?)(await all.Next())!["id"] != id)
            {
            }

            fed.Add(Stopwatch.GetElapsedTime(committed[id]).TotalMilliseconds);
        }

        own.Sort();
        fed.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Commit to receipt: p50 {own[count / 2]:0.0} ms, p99 {own[count * 99 / 100]:0.0} ms; of all logs: p50 {fed[count / 2]:0.0} ms, p99 {fed[count * 99 / 100]:0.0} ms.");
        Assert.InRange(own[count / 2], 0, 200);
    }

    private static async Task Ends(EventReader reader)
    {
        var watch = Stopwatch.StartNew();
        while (await reader.Next() is not null)
        {
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, EndsWithin);
    }

    // The number of the last event that arrived whole.
    private static async Task<int> LastWhole(NetworkStream stream)
    {
        var received = new MemoryStream();
        try
        {
            await stream.CopyToAsync(received, Cancellation);
        }
        catch (IOException)
        {
            // The server has cut it off.
        }

        var last = 0;
        foreach (var block in Encoding.UTF8.GetString(received.ToArray()).Split("\n\n")[..^1])
        {
            if (block.Split('\n').FirstOrDefault(line => line.StartsWith("id: ", StringComparison.Ordinal)) is { } line
                && int.TryParse(line.AsSpan(4), out var number))
                last = number;
        }

        return last;
    }
}
