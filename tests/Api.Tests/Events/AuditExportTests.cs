using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class AuditExportTests(ApiHost host)
{
    [Fact]
    public async Task A_log_is_exported_in_the_form_that_can_be_verified()
    {
        var tenant = await Exporting();

        var reply = await tenant.Ask("GET", "/audit-events/export");

        Assert.Equal((200, "application/x-ndjson"), (reply.Status, reply.MediaType));
        var lines = reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(tenant.Organization, (string)lines[0]["log"]!);
        Assert.All(lines[1..^1], line => Assert.Equal("event", (string)line["kind"]!));
        Assert.Equal((string)lines[^2]["hash"]!, (string)lines[^1]["hash"]!);
    }

    [Fact]
    public async Task A_log_is_exported_as_a_table()
    {
        var tenant = await Exporting();

        var reply = await tenant.Ask("GET", "/audit-events/export?format=csv&type=organization.created");

        Assert.Equal((200, "text/csv"), (reply.Status, reply.MediaType));
        var rows = reply.Text.Split("\r\n");
        Assert.StartsWith("sequence,id,type,time,actorKind,", rows[0], StringComparison.Ordinal);
        Assert.Contains("organization.created", rows[1], StringComparison.Ordinal);
        Assert.Equal("", rows[2]);
    }

    [Fact]
    public async Task A_long_export_says_how_far_it_is_and_is_read_in_parts()
    {
        var tenant = await Exporting();
        await Fill(tenant, 3000);
        var made = await tenant.Ask("POST", "/audit-exports", """{"format":"ndjson"}""");
        Assert.Equal(201, made.Status);
        var path = $"/audit-exports/{made.At("id")}";
        Assert.Equal($"{tenant.Path}{path}", made.Headers.Location!.ToString());
        Assert.Equal(("ready", "0", null), (made.At("status"), made.At("done"), made.At("sha256")));
        var total = long.Parse(made.At("total")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(total >= 3000);
        await Fill(tenant, 10);

        // The reader goes away in the middle.
        var part = await Begin($"{tenant.Path}{path}/content", tenant.Admin, 300_000);
        var after = JsonNode.Parse(part[..part.LastIndexOf('\n')].Split('\n')[^1])!["sequence"]!;
        var running = await tenant.Ask("GET", path);
        Assert.Equal("running", running.At("status"));
        Assert.InRange((long)running.Json["done"]!, 1, total);

        var rest = await tenant.Ask("GET", $"{path}/content?after={after}");

        var whole = part[..(part.LastIndexOf('\n') + 1)] + rest.Text;
        var done = await tenant.Ask("GET", path);
        Assert.Equal("done", done.At("status"));
        Assert.Equal(total, (long)done.Json["done"]!);
        Assert.Equal(Encoding.UTF8.GetByteCount(whole), (long)done.Json["bytes"]!);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole))), done.At("sha256"));
        Assert.Equal(whole, (await tenant.Ask("GET", $"{path}/content")).Text);
        Assert.Contains(made.At("id")!, (await tenant.Ask("GET", "/audit-exports")).Text, StringComparison.Ordinal);
        Assert.Contains("audit.export_created", (await tenant.Ask("GET", "/audit-events?type=audit.*")).Text, StringComparison.Ordinal);
        Assert.Equal(400, (await tenant.Ask("GET", $"{path}/content?after={total + 1}")).Status);
    }

    [Theory]
    [InlineData("""{"format":"xml"}""", "format")]
    [InlineData("""{"types":["*"]}""", "types")]
    [InlineData("""{"actor":""}""", "actor")]
    [InlineData("""{"from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"}""", "to")]
    public async Task An_export_that_makes_no_sense_is_refused(string body, string member)
    {
        var tenant = await Exporting();

        var reply = await tenant.Ask("POST", "/audit-exports", body);

        Assert.Equal(400, reply.Status);
        Assert.NotNull(reply.Json["errors"]![member]);
    }

    [Fact]
    public async Task A_repeated_request_makes_one_export()
    {
        var tenant = await Exporting();
        var first = await tenant.Ask("POST", "/audit-exports", "{}", ("Idempotency-Key", "once"));
        var second = await tenant.Ask("POST", "/audit-exports", "{}", ("Idempotency-Key", "once"));

        Assert.Equal(first.At("id"), second.At("id"));
        Assert.Equal(404, (await (await Exporting()).Ask("GET", $"/audit-exports/{first.At("id")}")).Status);
    }

    [Fact]
    public async Task Exporting_is_a_feature_of_the_plan_and_survives_a_suspension()
    {
        var tenant = await Tenant.SignUp(host);
        var without = await tenant.Ask("GET", "/audit-events/export");
        Assert.Equal((402, "feature_not_in_plan"), (without.Status, without.Code));

        await tenant.Suspend();
        await tenant.Follow(terms => terms with { Features = terms.Features.SetItem("auditExport", true) });

        Assert.Equal(200, (await tenant.Ask("GET", "/audit-events/export")).Status);
        Assert.Equal("organization_suspended", (await tenant.Ask("GET", "/audit-events")).Code);
    }

    [Fact]
    public async Task Operators_export_every_log()
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var path in (string[])["organizations/" + tenant.Organization + "/audit-events", "users/" + tenant.User + "/audit-events", "audit-events"])
            Assert.Equal(200, (await host.Http.Ask("GET", $"/v1/admin/{path}/export", @as: host.Operator)).Status);
    }

    [Fact]
    public async Task An_erased_event_is_erased_everywhere()
    {
        var tenant = await Exporting();
        var made = await tenant.Ask("POST", "/projects", """{"name":"Secret Project Zebra"}""");
        var listed = (await tenant.Ask("GET", $"/audit-events?subject={made.At("id")}")).Json["data"]![0]!;
        var path = $"/v1/admin/organizations/{tenant.Organization}/events/{listed["id"]}/redact";

        Assert.Equal(403, (await host.Http.Ask("POST", path, """{"reason":"theirs"}""", tenant.Admin)).Status);
        Assert.Equal(400, (await host.Http.Ask("POST", path, """{"reason":""}""", host.Operator)).Status);
        Assert.Equal(204, (await host.Http.Ask("POST", path, """{"reason":"at their wish"}""", host.Operator)).Status);

        var redacted = (await tenant.Ask("GET", $"/audit-events/{listed["id"]}")).Json;
        Assert.True((bool)redacted["redacted"]!);
        Assert.Equal((string)listed["hash"]!, (string)redacted["hash"]!);
        Assert.Null(redacted["actor"]);
        Assert.Null(redacted["subject"]);
        foreach (var format in (string[])["ndjson", "csv"])
            Assert.DoesNotContain("Zebra", (await tenant.Ask("GET", $"/audit-events/export?format={format}")).Text, StringComparison.Ordinal);
        var announced = (await tenant.Ask("GET", "/audit-events?type=event.redacted")).Json["data"]![0]!;
        Assert.Equal(("at their wish", (string)listed["id"]!, "operator"), ((string)announced["data"]!["reason"]!, (string)announced["subject"]!, (string)announced["actor"]!["kind"]!));
    }

    private async Task<Tenant> Exporting()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Follow(terms => terms with { Features = terms.Features.SetItem("auditExport", true) });
        return tenant;
    }

    private async Task Fill(Tenant tenant, int count)
    {
        var log = host.Grains.EventLog(LogId.Of(OrganizationId.Wrap(tenant.Organization)));
        foreach (var few in Enumerable.Range(0, count).Chunk(100))
        {
            await log.Append(
            [
                .. few.Select(i => new TenantEvent
                {
                    Id = Unique.Id<EventId>(),
                    Type = "test.happened",
                    OccurredAt = DateTimeOffset.UtcNow,
                    CausedBy = Actor.System,
                    Subject = tenant.Organization,
                    Data = ImmutableSortedDictionary<string, string?>.Empty.Add("value", $"{i} é€😀"),
                }),
            ]);
        }
    }

    private async Task<string> Begin(string path, string token, int bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[bytes];
        await body.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
        var end = Array.LastIndexOf(buffer, (byte)'\n');
        return Encoding.UTF8.GetString(buffer, 0, end + 1);
    }
}
