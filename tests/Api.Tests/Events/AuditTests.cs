using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class AuditTests(ApiHost host)
{
    [Fact]
    public async Task What_happened_is_listed_the_newest_first()
    {
        var tenant = await Tenant.SignUp(host);
        Assert.Equal(201, (await tenant.Ask("POST", "/projects", """{"name":"Second"}""")).Status);

        var reply = await tenant.Ask("GET", "/audit-events?limit=100");

        Assert.Equal(200, reply.Status);
        var events = reply.Json["data"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, events.Count).Reverse(), events.Select(one => (int)one!["sequence"]!));
        Assert.Null(reply.Json["page"]!["next"]);
        var made = events.First(one => (string)one!["type"]! == "project.created")!;
        Assert.StartsWith("evt_", (string)made["id"]!, StringComparison.Ordinal);
        Assert.EndsWith("Z", (string)made["occurredAt"]!, StringComparison.Ordinal);
        Assert.Equal(("user", tenant.User), ((string)made["actor"]!["kind"]!, (string)made["actor"]!["id"]!));
        Assert.Null(made["actor"]!["impersonator"]);
        Assert.StartsWith("prj_", (string)made["subject"]!, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", (string)made["requestId"]!);
        Assert.Matches("^[0-9a-f]{64}$", (string)made["hash"]!);
        Assert.False((bool)made["redacted"]!);
        Assert.IsType<JsonObject>(made["data"]);
        Assert.True(made.AsObject().ContainsKey("before"));
        Assert.True(made.AsObject().ContainsKey("after"));
    }

    [Theory]
    [InlineData("type=project.*", "project.created")]
    [InlineData("type=project.created&type=nothing.ever", "project.created")]
    [InlineData("subject={project}", "project.created")]
    [InlineData("type=project.created&actor={user}", "project.created")]
    [InlineData("type=project.created&actor=public", null)]
    [InlineData("type=project.created&actor=apiKey", null)]
    [InlineData("type=project.created&from=2020-01-01T00:00:00Z", "project.created")]
    [InlineData("type=project.created&from=2020-01-01T00:00:00.123%2B02:00&to=2100-01-01T00:00:00Z", "project.created")]
    [InlineData("type=project.created&to=2020-01-01T00:00:00Z", null)]
    [InlineData("type=project.created&from=2100-01-01T00:00:00Z", null)]
    public async Task Events_are_filtered(string query, string? only)
    {
        var tenant = await Tenant.SignUp(host);
        var made = await tenant.Ask("POST", "/projects", """{"name":"Second"}""");

        var reply = await tenant.Ask(
            "GET",
            "/audit-events?" + query.Replace("{user}", tenant.User, StringComparison.Ordinal).Replace("{project}", made.At("id"), StringComparison.Ordinal));

        Assert.Equal(200, reply.Status);
        var types = reply.Json["data"]!.AsArray().Select(one => (string)one!["type"]!).Distinct();
        Assert.Equal(only is null ? [] : [only], types);
    }

    [Theory]
    [InlineData("type=", "type")]
    [InlineData("type=Member.Added", "type")]
    [InlineData("type=*", "type")]
    [InlineData("actor=", "actor")]
    [InlineData("actor=a&actor=b", "actor")]
    [InlineData("subject=", "subject")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-01-01", "from")]
    [InlineData("to=2026-13-01T00:00:00Z", "to")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to")]
    [InlineData("order=down", "order")]
    [InlineData("limit=0", "limit")]
    [InlineData("after=x", "after")]
    public async Task A_question_that_makes_no_sense_is_refused(string query, string parameter)
    {
        var tenant = await Tenant.SignUp(host);

        var reply = await tenant.Ask("GET", $"/audit-events?{query}");

        Assert.Equal((400, "invalid_parameter"), (reply.Status, reply.Code));
        Assert.NotNull(reply.Json["errors"]![parameter]);
    }

    [Theory]
    [InlineData("desc")]
    [InlineData("asc")]
    public async Task Pages_lead_on_in_their_order(string order)
    {
        var tenant = await Tenant.SignUp(host);
        var all = (await tenant.Ask("GET", $"/audit-events?limit=100&order={order}")).Json["data"]!.AsArray().Select(one => (int)one!["sequence"]!).ToArray();
        var read = new List<int>();
        for (string? next = ""; next is not null;)
        {
            var page = await tenant.Ask("GET", $"/audit-events?limit=2&order={order}{(next.Length > 0 ? "&after=" + next : "")}");
            Assert.Equal(200, page.Status);
            read.AddRange(page.Json["data"]!.AsArray().Select(one => (int)one!["sequence"]!));
            next = page.At("page.next");
        }

        Assert.Equal(all, read);
        Assert.Equal(order == "asc" ? all.Order() : all.OrderDescending(), all);
        var other = order == "asc" ? "desc" : "asc";
        var cursor = (await tenant.Ask("GET", $"/audit-events?limit=1&order={order}")).At("page.next");
        Assert.Equal(400, (await tenant.Ask("GET", $"/audit-events?limit=1&order={other}&after={cursor}")).Status);
    }

    [Fact]
    public async Task One_event_is_read_by_its_id()
    {
        var tenant = await Tenant.SignUp(host);
        var listed = (await tenant.Ask("GET", "/audit-events")).Json["data"]![0]!;

        var reply = await tenant.Ask("GET", $"/audit-events/{listed["id"]}");

        Assert.True(JsonNode.DeepEquals(listed, reply.Json));
        var path = $"{tenant.Path}/audit-events/{Unique.Id<EventId>()}";
        (await host.Http.Ask("GET", path, @as: tenant.Admin)).IsProblem(404, "event_not_found", path);
        Assert.Equal(400, (await tenant.Ask("GET", "/audit-events/evt_1")).Status);
        var other = await Tenant.SignUp(host);
        Assert.Equal(404, (await other.Ask("GET", $"/audit-events/{listed["id"]}")).Status);
    }

    [Fact]
    public async Task A_user_reads_their_own_log_and_operators_read_all()
    {
        var (tenant, other) = (await Tenant.SignUp(host), await Tenant.SignUp(host));
        await Log(LogId.Of(UserId.Wrap(tenant.User)), "user.tested");
        await Log(LogId.Operators, "operators.tested");

        Assert.Contains("user.tested", (await host.Http.Ask("GET", "/v1/me/audit-events?limit=100", @as: tenant.Admin)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("user.tested", (await host.Http.Ask("GET", "/v1/me/audit-events?limit=100", @as: other.Admin)).Text, StringComparison.Ordinal);
        Assert.Contains("user.tested", (await host.Http.Ask("GET", $"/v1/admin/users/{tenant.User}/audit-events", @as: host.Operator)).Text, StringComparison.Ordinal);
        Assert.Contains("operators.tested", (await host.Http.Ask("GET", "/v1/admin/audit-events?type=operators.*", @as: host.Operator)).Text, StringComparison.Ordinal);
        Assert.Contains("organization.created", (await host.Http.Ask("GET", $"/v1/admin/organizations/{tenant.Organization}/audit-events", @as: host.Operator)).Text, StringComparison.Ordinal);
        Assert.Equal(403, (await host.Http.Ask("GET", "/v1/admin/audit-events", @as: tenant.Admin)).Status);
    }

    [Fact]
    public async Task Only_admins_read_it_and_only_while_the_organization_is_not_suspended()
    {
        var tenant = await Tenant.SignUp(host);
        var manager = await tenant.Add(Role.Manager);
        Assert.Equal("permission_denied", (await host.Http.Ask("GET", tenant.Path + "/audit-events", @as: manager)).Code);

        await tenant.Suspend();

        Assert.Equal("organization_suspended", (await tenant.Ask("GET", "/audit-events")).Code);
    }

    [Fact]
    public async Task A_key_reads_it_with_the_scope()
    {
        var tenant = await Tenant.SignUp(host);
        var key = await tenant.Ask("POST", "/api-keys", """{"name":"auditor","scopes":["audit:read"]}""");
        Assert.Equal(201, key.Status);

        Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path + "/audit-events", @as: key.At("key"))).Status);
        Assert.Equal(403, (await host.Http.Ask("GET", tenant.Path + "/audit-exports", @as: key.At("key"))).Status);
    }

    private Task Log(LogId log, string type) => host.Grains.EventLog(log).Append(
    [
        new TenantEvent { Id = Unique.Id<EventId>(), Type = type, OccurredAt = DateTimeOffset.UtcNow, CausedBy = Actor.System, Subject = log.Value },
    ]);
}
