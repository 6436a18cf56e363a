using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class EventPageTests(ApiHost host)
{
    [Fact]
    public async Task An_event_is_a_cloud_event()
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await tenant.Ask("GET", "/events?limit=2");

        Assert.Equal((200, "no-store"), (reply.Status, reply.Header("Cache-Control")));
        Assert.Equal("2", reply.At("page.next"));
        var logged = await host.Grains.Lists().Events(tenant.Log(), 0, 2);
        var first = reply.Json["data"]![0]!.AsObject();
        Assert.Equal(
            ["data", "datacontenttype", "id", "sequence", "source", "specversion", "subject", "time", "type"],
            first.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("1.0", "application/json", "1"), ((string?)first["specversion"], (string?)first["datacontenttype"], (string?)first["sequence"]));
        Assert.Equal((logged[0].Event.Id.Value, "organization.created"), ((string?)first["id"], (string?)first["type"]));
        Assert.Equal(($"/organizations/{tenant.Organization}", tenant.Organization), ((string?)first["source"], (string?)first["subject"]));
        Assert.Equal(logged[0].Event.OccurredAt, DateTimeOffset.Parse((string)first["time"]!, null));
        Assert.EndsWith("Z", (string?)first["time"], StringComparison.Ordinal);
        Assert.Equal(("user", tenant.User), ((string?)first["data"]!["actor"]!["kind"], (string?)first["data"]!["actor"]!["id"]));
        Assert.Equal(logged[0].Event.Data.Keys, first["data"]!["data"]!.AsObject().Select(member => member.Key));
        Assert.Equal(logged[0].Event.Id.Value, (string?)reply.Json["data"]![1]!["previousid"]);
    }

    [Fact]
    public async Task A_change_says_what_was_and_what_is_and_which_request_made_it()
    {
        var tenant = await Tenant.SignUp(host);
        Assert.Equal(200, (await tenant.Ask("PATCH", "", """{"name":"Other"}""")).Status);
        var happened = (await tenant.Ask("GET", "/events?wait=5&type=organization.*&after=1")).Json["data"]![0]!;
        Assert.Equal(("user", tenant.User), ((string?)happened["data"]!["actor"]!["kind"], (string?)happened["data"]!["actor"]!["id"]));
        Assert.Matches("^[0-9a-f]{32}$", (string?)happened["data"]!["requestId"]);
    }

    [Fact]
    public async Task Pages_hold_every_event_once_in_order_while_others_are_appended()
    {
        var tenant = await Tenant.SignUp(host);
        var appending = Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            for (var n = 0; n < 10; n++)
                await tenant.Happen(1 + ((i + n) % 3));
        }));

        var (ids, after, done) = (new List<string>(), "0", false);
        while (true)
        {
            done |= appending.IsCompleted;
            var (next, read) = await Page(tenant, $"?after={after}&limit=7");
            ids.AddRange(read);
            Assert.Equal($"{ids.Count}", next);
            after = next;
            if (read.Count == 0 && done)
                break;
        }

        await appending;
        Assert.Equal(await tenant.Logged(), ids);
    }

    [Fact]
    public async Task The_end_is_an_empty_page_that_says_where_to_go_on()
    {
        var tenant = await Tenant.SignUp(host);
        var last = (await tenant.Logged()).Count;
        var (next, read) = await Page(tenant, $"?after={last}");
        Assert.Equal(($"{last}", 0), (next, read.Count));
        (next, read) = await Page(tenant, "?after=1000000");
        Assert.Equal(("1000000", 0), (next, read.Count));
    }

    [Fact]
    public async Task A_filter_passes_over_what_is_not_wanted()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Happen(250, "other.happened");
        var wanted = await tenant.Happen();
        await tenant.Happen(3, "other.happened");
        var last = (await tenant.Logged()).Count;

        var (next, read) = await Page(tenant, "?type=test.*&type=nothing.at_all");
        Assert.Equal(wanted, read);
        Assert.Equal($"{last}", next);
        (_, read) = await Page(tenant, $"?type={Happenings.Type}&limit=1");
        Assert.Equal(wanted, read);
        // Names that only begin alike are others.
        (_, read) = await Page(tenant, "?type=tes.*&type=test");
        Assert.Empty(read);
    }

    [Fact]
    public async Task An_answer_waits_for_news_if_it_is_asked_to()
    {
        var tenant = await Tenant.SignUp(host);
        var last = (await tenant.Logged()).Count;
        var waiting = Page(tenant, $"?after={last}&wait=20&type=test.*");
        await tenant.Happen(1, "other.happened");
        var wanted = await tenant.Happen();
        Assert.Equal(wanted, (await waiting).Ids);

        var watch = Stopwatch.StartNew();
        var (next, read) = await Page(tenant, $"?after={last + 2}&wait=1");
        Assert.Equal(($"{last + 2}", 0), (next, read.Count));
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData("after=x", "after")]
    [InlineData("after=-1", "after")]
    [InlineData("after=", "after")]
    [InlineData("after=1&after=2", "after")]
    [InlineData("after=99999999999999999999", "after")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("wait=21", "wait")]
    [InlineData("type=", "type")]
    [InlineData("type=Member*", "type")]
    [InlineData("type=member.*.x", "type")]
    public async Task A_malformed_parameter_is_named(string query, string name)
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var (path, token) in (IEnumerable<(string, string)>)
            [($"{tenant.Path}/events", tenant.Admin), ($"{tenant.Path}/events/stream", tenant.Admin), ("/v1/admin/events", host.Operator)])
        {
            var reply = await host.Http.Ask("GET", $"{path}?{query}", @as: token);
            Assert.Equal((400, "invalid_parameter"), (reply.Status, reply.Code));
            Assert.NotNull(reply.Json["errors"]![name]);
        }
    }

    [Fact]
    public async Task All_logs_lie_in_one_order()
    {
        var first = await Tenant.SignUp(host);
        var second = await Tenant.SignUp(host);
        var appended = new List<string>();
        for (var n = 0; n < 10; n++)
            appended.AddRange(await (n % 2 == 0 ? first : second).Happen(3, type: $"test.{first.Slug.Replace('-', '_')}"));

        var (ids, after) = (new List<JsonNode>(), 0L);
        await Eventually.True(async () =>
        {
            var (next, read) = await All($"?after={after}&limit=100&type=test.{first.Slug.Replace('-', '_')}");
            Assert.All(read, one => Assert.True(long.Parse((string)one["position"]!, null) > after));
            after = long.Parse(next, null);
            ids.AddRange(read);
            return ids.Count >= appended.Count;
        });
        Assert.Equal(appended.Order(), ids.Select(one => (string)one["id"]!).Order());
        foreach (var tenant in (Tenant[])[first, second])
        {
            var own = ids.Where(one => (string?)one["organization"] == tenant.Organization).ToList();
            Assert.Equal(15, own.Count);
            Assert.All(own, one => Assert.Equal($"/organizations/{tenant.Organization}", (string?)one["source"]));
            var sequences = own.Select(one => int.Parse((string)one["sequence"]!, null)).ToList();
            Assert.Equal(sequences.Order(), sequences);
        }
    }

    [Fact]
    public async Task Keys_read_events_with_the_scope_for_it()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);
        var (_, own) = await tenant.MakeKey("events:read");
        var (_, without) = await tenant.MakeKey("organization:read");
        var (_, platform) = await host.MakePlatformKey("events:read");
        var (_, platformWithout) = await host.MakePlatformKey("organization:read");
        var support = await Staff.Add(host);

        foreach (var end in (string[])["", "/stream"])
        {
            Assert.Equal(200, await Status($"{tenant.Path}/events{end}", own));
            Assert.Equal(404, await Status($"{other.Path}/events{end}", own));
            Assert.Equal(403, await Status($"{tenant.Path}/events{end}", without));
            Assert.Equal(200, await Status($"{tenant.Path}/events{end}", platform));
            Assert.Equal(403, await Status($"{tenant.Path}/events{end}", platformWithout));

            Assert.Equal(403, await Status($"/v1/admin/events{end}", own));
            Assert.Equal(200, await Status($"/v1/admin/events{end}", platform));
            Assert.Equal(403, await Status($"/v1/admin/events{end}", platformWithout));
            Assert.Equal(200, await Status($"/v1/admin/events{end}", support.Token));
            Assert.Equal(403, await Status($"/v1/admin/events{end}", tenant.Admin));
        }

        // It reads events and nothing else of what operators read.
        Assert.Equal(403, await Status("/v1/admin/organizations", platform));

        async Task<int> Status(string path, string token) => (await host.Http.Ask("GET", path, @as: token)).Status;
    }

    private static async Task<(string Next, IReadOnlyList<string> Ids)> Page(Tenant tenant, string query)
    {
        var reply = await tenant.Ask("GET", $"/events{query}");
        Assert.Equal(200, reply.Status);
        return (reply.At("page.next")!, [.. reply.Json["data"]!.AsArray().Select(one => (string)one!["id"]!)]);
    }

    private async Task<(string Next, IReadOnlyList<JsonNode> Events)> All(string query)
    {
        var reply = await host.Http.Ask("GET", $"/v1/admin/events{query}", @as: host.Operator);
        Assert.Equal(200, reply.Status);
        return (reply.At("page.next")!, [.. reply.Json["data"]!.AsArray().Select(one => one!)]);
    }
}
