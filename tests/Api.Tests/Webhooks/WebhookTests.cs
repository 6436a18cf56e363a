using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tenantry.Webhooks.Tests;

namespace Tenantry.Api.Tests;

public sealed partial class WebhookTests(ApiHost host)
{
    private const string Never = "evt_01k9q0z3v8e2r9x4m7c5t1b6na";

    [Fact]
    public async Task What_happens_is_delivered_signed_and_in_order()
    {
        await using var receiver = await Receiver.Start();
        var tenant = await Tenant.SignUp(host);
        var made = await tenant.Ask("POST", "/webhooks", $$"""{"url":"{{receiver.Url}}","description":"Ours"}""");

        Assert.Equal(201, made.Status);
        var (id, secret) = (made.At("id")!, made.At("secret")!);
        Assert.Equal($"{tenant.Path}/webhooks/{id}", made.Header("Location"));
        Assert.Matches(Secret(), secret);
        Assert.Equal(("enabled", "Ours", "false"), (made.At("status"), made.At("description"), made.At("strict")));

        foreach (var name in (string[])["One", "Two", "Three"])
            Assert.Equal(200, (await tenant.Ask("PATCH", "", $$"""{"name":"{{name}}"}""")).Status);
        await receiver.Until(all => all.Count >= 3);

        var events = await host.Grains.Lists().Events(LogId.Of(OrganizationId.Wrap(tenant.Organization)), 0, 100);
        var expected = events.SkipWhile(entry => entry.Event.Subject != id).Skip(1).ToList();
        Assert.Equal(expected.Select(entry => entry.Event.Id.Value), receiver.Accepted.Select(one => one.Id));
        Assert.All(receiver.Accepted, one => Assert.True(one.IsSignedWith(secret)));
        var first = receiver.Accepted[0];
        Assert.Equal(("organization.renamed", "application/json"), (first.Type, first.ContentType));
        Assert.Equal(tenant.Organization, (string?)first.Json["organization"]);
        Assert.Equal(expected[0].Sequence, first.Sequence);
        Assert.Equal(expected[0].PreviousId!.Value.Value, (string?)first.Json["previousId"]);
        Assert.Equal(tenant.User, (string?)first.Json["data"]!["actor"]!["id"]);
    }

    [Fact]
    public async Task Deliveries_are_listed_the_latest_event_first_and_show_what_was_sent()
    {
        await using var receiver = await Receiver.Start();
        var tenant = await Tenant.SignUp(host);
        var (id, _) = await Make(tenant, receiver);
        foreach (var name in (string[])["One", "Two", "Three"])
            await tenant.Ask("PATCH", "", $$"""{"name":"{{name}}"}""");
        await receiver.Until(all => all.Count == 3);
        await Delivered(tenant, id, receiver.All[2].Id);

        var page = await tenant.Ask("GET", $"/webhooks/{id}/deliveries?limit=2");
        Assert.Equal(receiver.All.Select(one => one.Id).Reverse().Take(2), page.Json["data"]!.AsArray().Select(one => (string?)one!["event"]));
        var rest = await tenant.Ask("GET", $"/webhooks/{id}/deliveries?limit=2&after={page.At("page.next")}");
        Assert.Equal(receiver.All[0].Id, (string?)rest.Json["data"]!.AsArray().Single()!["event"]);
        Assert.Null(rest.At("page.next"));

        var one = await tenant.Ask("GET", $"/webhooks/{id}/deliveries/{receiver.All[0].Id}");
        Assert.Equal(("delivered", "organization.renamed"), (one.At("status"), one.At("type")));
        Assert.Equal(System.Text.Encoding.UTF8.GetString(receiver.All[0].Body), one.At("payload"));
        Assert.Equal(receiver.All[0].Timestamp, (string?)one.Json["attempts"]![0]!["headers"]!["webhook-timestamp"]);
        Assert.Null(one.Json["attempts"]![0]!["headers"]!["webhook-signature"]);

        var again = await tenant.Ask("POST", $"/webhooks/{id}/deliveries/{receiver.All[0].Id}/redeliver");
        Assert.Equal(200, again.Status);
        await receiver.Until(all => all.Count(request => request.Id == all[0].Id) == 2);
    }

    [Fact]
    public async Task The_life_of_an_endpoint()
    {
        await using var receiver = await Receiver.Start();
        var tenant = await Tenant.SignUp(host);
        var (id, secret) = await Make(tenant, receiver);
        var path = $"/webhooks/{id}";

        Assert.Equal("Other", (await tenant.Ask("PATCH", path, """{"description":"Other","eventTypes":["member.*"],"strict":true}""")).At("description"));
        Assert.Equal("requested", (await tenant.Ask("POST", $"{path}/disable")).At("disabledReason"));
        Assert.Equal("disabled", (await tenant.Ask("POST", $"{path}/disable")).At("status"));
        (await tenant.Ask("POST", $"{path}/replay", """{"after":0,"through":1}""")).IsProblem(409, "webhook_disabled", $"{tenant.Path}{path}/replay");
        Assert.Equal("enabled", (await tenant.Ask("POST", $"{path}/enable")).At("status"));

        var test = await tenant.Ask("POST", $"{path}/test");
        Assert.Equal((200, "true", "204"), (test.Status, test.At("succeeded"), test.At("status")));
        Assert.True(receiver.All.Single(one => one.Type == "webhook.test").IsSignedWith(secret));

        var rotated = await tenant.Ask("POST", $"{path}/rotate-secret", "{}");
        Assert.NotEqual(secret, rotated.At("secret"));
        Assert.NotNull(rotated.At("previousValidUntil"));
        await tenant.Ask("POST", $"{path}/test");
        var last = receiver.All.Last(one => one.Type == "webhook.test");
        Assert.True(last.IsSignedWith(secret) && last.IsSignedWith(rotated.At("secret")!));

        Assert.Equal(200, (await tenant.Ask("POST", $"{path}/replay", """{"after":0,"through":5}""")).Status);
        Assert.Contains(id, (await tenant.Ask("GET", "/webhooks")).Text, StringComparison.Ordinal);
        Assert.Equal(204, (await tenant.Ask("DELETE", path)).Status);
        foreach (var (method, rest, body) in ((string, string, string?)[])
            [("GET", "", null), ("PATCH", "", "{}"), ("DELETE", "", null), ("POST", "/enable", null), ("POST", "/test", null), ("GET", "/deliveries", null)])
            (await tenant.Ask(method, path + rest, body)).IsProblem(404, "webhook_not_found", $"{tenant.Path}{path}{rest}");
        Assert.DoesNotContain(id, (await tenant.Ask("GET", "/webhooks")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_neither_logged_nor_stored_in_plain()
    {
        await using var receiver = await Receiver.Start();
        var tenant = await Tenant.SignUp(host);
        var body = $$"""{"url":"{{receiver.Url}}"}""";
        var first = await tenant.Ask("POST", "/webhooks", body, ("Idempotency-Key", "once"));
        var again = await tenant.Ask("POST", "/webhooks", body, ("Idempotency-Key", "once"));
        var (id, secret) = (first.At("id")!, first.At("secret")!);
        Assert.Equal((201, id, null), (again.Status, again.At("id"), again.At("secret")));
        var rotated = (await tenant.Ask("POST", $"/webhooks/{id}/rotate-secret", "{}")).At("secret")!;
        await tenant.Ask("POST", $"/webhooks/{id}/test");
        foreach (var read in (string[])["/webhooks", $"/webhooks/{id}", $"/webhooks/{id}/deliveries"])
            Assert.DoesNotContain("whsec_", (await tenant.Ask("GET", read)).Text, StringComparison.Ordinal);

        var signature = receiver.All.Single(one => one.Type == "webhook.test").Signature.Split(' ')[0];
        foreach (var text in (string[])[secret, rotated, secret[6..40], signature])
        {
            Assert.DoesNotContain(host.Log.Lines, line => line.Contains(text, StringComparison.Ordinal));
            await foreach (var record in host.Services.GetRequiredService<IRecordStore>().Scan(TestContext.Current.CancellationToken))
                Assert.False(System.Text.Encoding.UTF8.GetString(record.Body.Span).Contains(text, StringComparison.Ordinal), record.Key.ToString());
        }
    }

    [Fact]
    public async Task Operators_have_endpoints_of_their_own_for_all_logs()
    {
        await using var receiver = await Receiver.Start();
        var made = await host.Http.Ask("POST", "/v1/admin/webhooks", $$"""{"url":"{{receiver.Url}}","eventTypes":["organization.created"]}""", host.Operator);
        Assert.Equal(201, made.Status);
        var path = $"/v1/admin/webhooks/{made.At("id")}";

        var tenant = await Tenant.SignUp(host);
        await receiver.Until(all => all.Any(one => (string?)one.Json["organization"] == tenant.Organization));
        Assert.All(receiver.All, one => Assert.True(one.IsSignedWith(made.At("secret")!)));
        (await tenant.Ask("GET", $"/webhooks/{made.At("id")}")).IsProblem(404, "webhook_not_found", $"{tenant.Path}/webhooks/{made.At("id")}");

        Assert.Equal("true", (await host.Http.Ask("POST", $"{path}/test", @as: host.Operator)).At("succeeded"));
        Assert.NotNull((await host.Http.Ask("POST", $"{path}/rotate-secret", "{}", host.Operator)).At("secret"));
        Assert.Equal("All", (await host.Http.Ask("PATCH", path, """{"description":"All"}""", host.Operator)).At("description"));
        Assert.Equal("disabled", (await host.Http.Ask("POST", $"{path}/disable", @as: host.Operator)).At("status"));
        Assert.Equal("enabled", (await host.Http.Ask("POST", $"{path}/enable", @as: host.Operator)).At("status"));
        Assert.Equal(200, (await host.Http.Ask("POST", $"{path}/replay", """{"after":0,"through":1}""", host.Operator)).Status);
        var deliveries = await host.Http.Ask("GET", $"{path}/deliveries", @as: host.Operator);
        var one = (string)deliveries.Json["data"]![0]!["event"]!;
        Assert.Equal(200, (await host.Http.Ask("GET", $"{path}/deliveries/{one}", @as: host.Operator)).Status);
        Assert.Equal(200, (await host.Http.Ask("POST", $"{path}/deliveries/{one}/redeliver", @as: host.Operator)).Status);
        Assert.Contains(made.At("id")!, (await host.Http.Ask("GET", "/v1/admin/webhooks?limit=100", @as: host.Operator)).Text, StringComparison.Ordinal);
        Assert.Equal(204, (await host.Http.Ask("DELETE", path, @as: host.Operator)).Status);
        (await host.Http.Ask("GET", path, @as: host.Operator)).IsProblem(404, "webhook_not_found", path);

        var log = await host.Grains.Lists().Events(LogId.Operators, 0, 1000);
        Assert.Equal(
            ["webhook.created", "webhook.tested", "webhook.secret_rotated", "webhook.changed", "webhook.disabled", "webhook.enabled", "webhook.replayed"],
            log.Where(entry => entry.Event.Subject == made.At("id")).Select(entry => entry.Event.Type).Take(7));
    }

    [Fact]
    public async Task What_belongs_to_another_organization_is_not_found()
    {
        await using var receiver = await Receiver.Start();
        var (tenant, other) = (await Tenant.SignUp(host), await Tenant.SignUp(host));
        var (id, _) = await Make(tenant, receiver);
        foreach (var (method, rest, body) in ((string, string, string?)[])
            [
                ("GET", "", null), ("PATCH", "", "{}"), ("DELETE", "", null), ("POST", "/enable", null), ("POST", "/disable", null), ("POST", "/rotate-secret", "{}"),
                ("POST", "/test", null), ("POST", "/replay", """{"after":0,"through":1}"""), ("GET", "/deliveries", null), ("GET", $"/deliveries/{Never}", null),
                ("POST", $"/deliveries/{Never}/redeliver", null),
            ])
            (await other.Ask(method, $"/webhooks/{id}{rest}", body)).IsProblem(404, "webhook_not_found", $"{other.Path}/webhooks/{id}{rest}");

        (await tenant.Ask("GET", $"/webhooks/{id}/deliveries/{Never}")).IsProblem(404, "webhook_delivery_not_found", $"{tenant.Path}/webhooks/{id}/deliveries/{Never}");
        (await tenant.Ask("POST", $"/webhooks/{id}/deliveries/{Never}/redeliver"))
            .IsProblem(404, "webhook_delivery_not_found", $"{tenant.Path}/webhooks/{id}/deliveries/{Never}/redeliver");
    }

    [Fact]
    public async Task An_api_key_with_the_scope_manages_endpoints()
    {
        var tenant = await Tenant.SignUp(host);
        var (_, reader) = await tenant.MakeKey("webhooks:read");
        var (_, writer) = await tenant.MakeKey("webhooks:write");
        const string body = """{"url":"https://example.com/"}""";
        Assert.Equal(200, (await host.Http.Ask("GET", $"{tenant.Path}/webhooks", @as: reader)).Status);
        (await host.Http.Ask("POST", $"{tenant.Path}/webhooks", body, reader)).IsProblem(403, "permission_denied", $"{tenant.Path}/webhooks");
        Assert.Equal(201, (await host.Http.Ask("POST", $"{tenant.Path}/webhooks", body, writer)).Status);
    }

    [Theory]
    [InlineData("""{"url":"example.com"}""", """{"url":["must be an https address"]}""")]
    [InlineData("""{"url":"https://user:pw@example.com/#x"}""", """{"url":["must not hold a user name or a password","must not have a fragment"]}""")]
    [InlineData("""{"url":"https://10.0.0.1/"}""", """{"url":["must not be an address of a private or special network"]}""")]
    [InlineData("""{"url":"https://example.com/","eventTypes":["member.*","*"]}""", """{"eventTypes.1":["must be a type of events such as member.added, or all of a kind such as member.*"]}""")]
    [InlineData("""{"url":"https://example.com/","description":"a\u0000b"}""", """{"description":["must be text without control characters"]}""")]
    [InlineData("""{}""", """{"url":["is required"]}""")]
    public async Task What_no_endpoint_can_be_is_refused_by_the_members_name(string body, string errors)
    {
        var tenant = await Tenant.SignUp(host);
        (await tenant.Ask("POST", "/webhooks", body)).IsProblem(400, "validation_failed", $"{tenant.Path}/webhooks", errors);
    }

    [Theory]
    [InlineData("PATCH", "", """{"url":"https://127.0.0.1.nip.io:99999/"}""", """{"url":["must be an https address"]}""")]
    [InlineData("POST", "/rotate-secret", """{"overlapSeconds":604801}""", """{"overlapSeconds":["must be a whole number from 0 to 604800"]}""")]
    [InlineData("POST", "/replay", """{"after":-1,"through":-1}""", """{"after":["must be the number of an event, or 0"]}""")]
    [InlineData("POST", "/replay", """{"after":9223372036854775800,"through":9223372036854775807}""", """{"after":["must be the number of an event, or 0"]}""")]
    [InlineData("POST", "/replay", """{"after":7,"through":7}""", """{"through":["must be above after, by at most 10000"]}""")]
    public async Task A_change_that_no_endpoint_takes_is_refused(string method, string rest, string body, string errors)
    {
        await using var receiver = await Receiver.Start();
        var tenant = await Tenant.SignUp(host);
        var (id, _) = await Make(tenant, receiver);
        (await tenant.Ask(method, $"/webhooks/{id}{rest}", body)).IsProblem(400, "validation_failed", $"{tenant.Path}/webhooks/{id}{rest}", errors);
    }

    private static async Task<(string Id, string Secret)> Make(Tenant tenant, Receiver receiver)
    {
        var made = await tenant.Ask("POST", "/webhooks", $$"""{"url":"{{receiver.Url}}","eventTypes":["organization.*"]}""");
        Assert.Equal(201, made.Status);
        return (made.At("id")!, made.At("secret")!);
    }

    private static Task Delivered(Tenant tenant, string webhook, string @event)
        => Eventually.True(async () => (await tenant.Ask("GET", $"/webhooks/{webhook}/deliveries/{@event}")).Status == 200);

    [GeneratedRegex("^whsec_[A-Za-z0-9+/]{43}=$")]
    private static partial Regex Secret();
}
