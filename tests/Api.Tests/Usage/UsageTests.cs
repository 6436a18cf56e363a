using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class UsageTests(ApiHost host)
{
    [Fact]
    public async Task Units_are_reserved_committed_and_given_back()
    {
        var tenant = await MeteredTenant.Make(host, ("battlecards", 10));

        var made = await tenant.Ask("POST", "/usage/battlecards/reserve", """{"n":6,"ttl":60}""");
        Assert.Equal((201, "battlecards", "6", "open", "false"), (made.Status, made.At("meter"), made.At("n"), made.At("status"), made.At("overLimit")));
        Assert.StartsWith("rsv_", made.At("id"), StringComparison.Ordinal);
        Assert.Equal($"{tenant.Path}/usage/reservations/{made.At("id")}", made.Headers.Location?.ToString());
        Assert.Equal(made.Text, (await tenant.Ask("GET", $"/usage/reservations/{made.At("id")}")).Text);
        Assert.Equal(("0", "6"), await Usage(tenant));

        for (var i = 0; i < 2; i++)
        {
            var committed = await tenant.Ask("POST", $"/usage/reservations/{made.At("id")}/commit");
            Assert.Equal((200, "committed"), (committed.Status, committed.At("status")));
            Assert.Equal(("6", "0"), await Usage(tenant));
        }

        var path = $"/usage/reservations/{made.At("id")}/release";
        (await tenant.Ask("POST", path)).IsProblem(404, "reservation_not_found", tenant.Path + path);
        var given = await tenant.Ask("POST", "/usage/battlecards/release", """{"n":4}""");
        Assert.Equal((200, "2", "10"), (given.Status, given.At("used"), given.At("limit")));
        (await tenant.Ask("POST", "/usage/battlecards/release", """{"n":3}""")).IsProblem(409, "meter_use", $"{tenant.Path}/usage/battlecards/release");
    }

    [Fact]
    public async Task A_released_reservation_is_free_again()
    {
        var tenant = await MeteredTenant.Make(host, ("battlecards", 10));
        var made = await tenant.Ask("POST", "/usage/battlecards/reserve", """{"n":10}""");

        var refused = await tenant.Ask("POST", "/usage/battlecards/reserve", """{"n":2}""");
        Assert.Equal(402, refused.Status);
        Assert.Equal(
            ("limit_reached", "battlecards", "10", "10", "2", "basic"),
            (refused.Code, refused.At("meter"), refused.At("limit"), refused.At("used"), refused.At("requested"), refused.At("upgradeTo")));

        for (var i = 0; i < 2; i++)
        {
            var released = await tenant.Ask("POST", $"/usage/reservations/{made.At("id")}/release");
            Assert.Equal((200, "released"), (released.Status, released.At("status")));
        }

        Assert.Equal(404, (await tenant.Ask("POST", $"/usage/reservations/{made.At("id")}/commit")).Status);
        Assert.Equal(201, (await tenant.Ask("POST", "/usage/battlecards/reserve", """{"n":10}""")).Status);
    }

    [Fact]
    public async Task Events_are_counted_once()
    {
        var tenant = await MeteredTenant.Make(host, ("messages", 100));

        var first = await tenant.Ask("POST", "/usage/messages", """{"events":[{"id":"a","n":40},{"id":"b","n":2,"at":"{now}"}]}""".Replace("{now}", Now(), StringComparison.Ordinal));
        Assert.Equal((200, """{"meter":"messages","counted":2,"repeated":0,"used":42,"overLimit":false}"""), (first.Status, first.Text));
        var second = await tenant.Ask("POST", "/usage/messages", """{"events":[{"id":"b","n":2},{"id":"c","n":1}]}""");
        Assert.Equal(("1", "1", "43"), (second.At("counted"), second.At("repeated"), second.At("used")));
        var over = await tenant.Ask("POST", "/usage/messages", """{"events":[{"id":"d","n":1},{"id":"e","n":57}]}""");
        Assert.Equal((402, "43", "58"), (over.Status, over.At("used"), over.At("requested")));
        Assert.Equal("43", (await tenant.Ask("GET", "/usage/messages")).At("used"));
        Assert.Equal(Now()[..7], (await tenant.Ask("GET", "/usage/messages")).At("period"));
    }

    [Fact]
    public async Task A_batch_with_an_idempotency_key_is_answered_as_before()
    {
        var tenant = await MeteredTenant.Make(host);
        var body = """{"events":[{"id":"a","n":1}]}""";
        var first = await tenant.Ask("POST", "/usage/imports", body, ("Idempotency-Key", "k1"));
        var again = await tenant.Ask("POST", "/usage/imports", body, ("Idempotency-Key", "k1"));

        Assert.Equal((200, first.Text, "true"), (again.Status, again.Text, again.Header("Idempotency-Replayed")));
        var reserved = await tenant.Ask("POST", "/usage/battlecards/reserve", """{"n":1}""", ("Idempotency-Key", "k2"));
        Assert.Equal(reserved.Text, (await tenant.Ask("POST", "/usage/battlecards/reserve", """{"n":1}""", ("Idempotency-Key", "k2"))).Text);
        Assert.Equal(("0", "1"), await Usage(tenant));
    }

    [Fact]
    public async Task Faults_are_named_by_their_place_in_the_batch()
    {
        var tenant = await MeteredTenant.Make(host);
        var path = $"{tenant.Path}/usage/imports";
        (await tenant.Ask("POST", "/usage/imports", """{"events":[{"id":"a","n":"1"},{"id":7},null,{"id":"a","n":1,"at":null}]}""")).IsProblem(
            400, "validation_failed", path,
            """{"events.0.n":["is not valid"],"events.1.id":["must be a string"],"events.1.n":["is required"],"events.2":["must not be null"],"events.3.at":["must not be null"]}""");
        (await tenant.Ask("POST", "/usage/imports", """{"events":[{"id":"a","n":1},null]}""")).IsProblem(
            400, "validation_failed", path, """{"events.1":["must not be null"]}""");
        (await tenant.Ask("POST", "/usage/imports", """{"events":[{"id":"a","n":0}]}""")).IsProblem(
            400, "validation_failed", path, """{"events.0.n":["must be a whole number from 1 to 1000000"]}""");
        (await tenant.Ask("POST", "/usage/imports", """{"events":[]}""")).IsProblem(
            400, "validation_failed", path, """{"events":["must hold 1 to 100 events"]}""");
        (await tenant.Ask("POST", "/usage/battlecards/reserve", """{"n":0,"ttl":86401}""")).IsProblem(
            400, "validation_failed", $"{tenant.Path}/usage/battlecards/reserve",
            """{"n":["must be a whole number from 1 to 1000000"],"ttl":["must be a whole number of seconds from 1 to 86400"]}""");
        (await tenant.Ask("POST", "/usage/battlecards/reserve", """{"n":1,"ttl":null}""")).IsProblem(
            400, "validation_failed", $"{tenant.Path}/usage/battlecards/reserve", """{"ttl":["must not be null"]}""");
    }

    [Fact]
    public async Task Meters_are_used_as_they_are_defined()
    {
        var tenant = await MeteredTenant.Make(host);
        foreach (var (method, path, body, status, code) in ((string, string, string?, int, string)[])
            [
                ("GET", "/usage/nothing", null, 404, "meter_not_found"),
                ("POST", "/usage/nothing/reserve", """{"n":1}""", 404, "meter_not_found"),
                ("POST", "/usage/nothing", """{"events":[{"id":"a","n":1}]}""", 404, "meter_not_found"),
                ("POST", "/usage/nothing/release", """{"n":1}""", 404, "meter_not_found"),
                ("POST", "/usage/battlecards", """{"events":[{"id":"a","n":1}]}""", 409, "meter_use"),
                ("POST", "/usage/messages/reserve", """{"n":1}""", 409, "meter_use"),
                ("POST", "/usage/imports/release", """{"n":1}""", 409, "meter_use"),
                ("POST", "/usage/environments/reserve", """{"n":1}""", 409, "meter_use"),
                ("POST", "/usage/users", """{"events":[{"id":"a","n":1}]}""", 409, "meter_use"),
                ("POST", "/usage/projects/release", """{"n":1}""", 409, "meter_use"),
            ])
            (await tenant.Ask(method, path, body)).IsProblem(status, code, tenant.Path + path);
    }

    [Fact]
    public async Task A_project_takes_the_room_that_was_reserved_for_it()
    {
        var tenant = await Tenant.SignUp(host);
        var hold = await tenant.Ask("POST", "/usage/projects/reserve", """{"n":2}""");
        Assert.Equal(201, hold.Status);
        Assert.Equal(402, (await tenant.Ask("POST", "/projects", """{"name":"Shop"}""")).Status);
        Assert.Equal((200, "open"), ((await tenant.Ask("GET", $"/usage/reservations/{hold.At("id")}")).Status, hold.At("status")));

        var body = $$"""{"name":"Shop","reservation":"{{hold.At("id")}}"}""";
        Assert.Equal(201, (await tenant.Ask("POST", "/projects", body)).Status);
        Assert.Equal(409, (await tenant.Ask("POST", $"/usage/reservations/{hold.At("id")}/commit")).Status);
        Assert.Equal(200, (await tenant.Ask("POST", $"/usage/reservations/{hold.At("id")}/release")).Status);
        (await tenant.Ask("POST", "/projects", body)).IsProblem(404, "reservation_not_found", $"{tenant.Path}/projects");
        Assert.Equal(("2", "0"), await Usage(tenant, "projects"));
    }

    [Fact]
    public async Task Usage_is_listed_with_what_is_allowed()
    {
        var tenant = await MeteredTenant.Make(host, ("projects", 5), ("battlecards", 10));
        var list = await tenant.Ask("GET", "/usage?limit=100");

        Assert.Equal(200, list.Status);
        Assert.Equal(["users", "projects", "environments"], list.Json["data"]!.AsArray().Take(3).Select(meter => (string?)meter!["meter"]));
        Assert.Equal(
            """{"meter":"projects","displayName":null,"kind":"gauge","used":1,"reserved":0,"limit":5,"soft":false,"period":null}""",
            list.Json["data"]![1]!.ToJsonString());
        Assert.Null((JsonNode?)list.Json["data"]![2]!["used"]);
        Assert.Contains(list.Json["data"]!.AsArray(), meter => (string?)meter!["meter"] == "battlecards" && (int?)meter["limit"] == 10);
        Assert.NotNull((await tenant.Ask("GET", "/usage?limit=2")).At("page.next"));
    }

    [Fact]
    public async Task A_reservation_of_another_tenant_is_not_there()
    {
        var ours = await MeteredTenant.Make(host);
        var theirs = await MeteredTenant.Make(host);
        var made = await theirs.Ask("POST", "/usage/battlecards/reserve", """{"n":1}""");

        foreach (var (method, verb) in ((string, string)[])[("GET", ""), ("POST", "/commit"), ("POST", "/release")])
        {
            var path = $"/usage/reservations/{made.At("id")}{verb}";
            (await ours.Ask(method, path)).IsProblem(404, "reservation_not_found", ours.Path + path);
        }

        var malformed = $"{ours.Path}/usage/reservations/nonsense/commit";
        (await host.Http.Ask("POST", malformed, @as: ours.Admin)).IsProblem(
            400, "invalid_parameter", malformed, """{"reservation":["is not an id of the form rsv_…"]}""");
    }

    private static async Task<(string?, string?)> Usage(Tenant tenant, string meter = "battlecards")
    {
        var reply = await tenant.Ask("GET", $"/usage/{meter}");
        Assert.Equal(200, reply.Status);
        return (reply.At("used"), reply.At("reserved"));
    }

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
