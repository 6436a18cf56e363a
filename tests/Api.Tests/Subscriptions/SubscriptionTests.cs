
namespace Tenantry.Api.Tests;

public sealed class SubscriptionTests(ApiHost host)
{
    [Fact]
    public async Task A_new_organization_tries_for_fourteen_days()
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await tenant.Ask("GET", "/subscription");

        Assert.Equal((200, "trial", "trialing", "\"1\""), (reply.Status, reply.At("plan"), reply.At("status"), reply.Tag));
        Assert.Equal(reply.At("trialEndsAt"), reply.At("periodEnd"));
        Assert.Equal(304, (await tenant.Ask("GET", "/subscription", headers: ("If-None-Match", "\"1\""))).Status);
        Assert.Equal(
            ["plan", "status", "trialEndsAt", "limits", "features", "softLimits", "periodStart", "periodEnd", "cycle", "price", "pendingChange", "frozen", "auditRetentionDays"],
            reply.Json.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task A_plan_is_bought_and_what_is_beyond_a_smaller_one_is_frozen()
    {
        var tenant = await Tenant.SignUp(host);
        var bought = await Change(tenant, """{"plan":"standard"}""");
        Assert.Equal((200, "standard", "active", "20"), (bought.Status, bought.At("plan"), bought.At("status"), bought.At("limits.projects")));
        Assert.Null(bought.At("trialEndsAt"));
        var projects = new List<string>();
        for (var i = 0; i < 6; i++)
            projects.Add((await tenant.Ask("POST", "/projects", $$"""{"name":"Project {{i}}"}""")).At("id")!);

        var preview = await tenant.Ask("POST", "/subscription/preview", """{"plan":"basic"}""");
        Assert.Equal(
            $$"""[{"meter":"projects","limit":5,"used":7,"surplus":2,"items":["{{projects[4]}}","{{projects[5]}}"]}]""",
            preview.Json["frozen"]!.ToJsonString());
        Assert.Equal("""{"gained":[],"lost":["customRoles"]}""", preview.Json["features"]!.ToJsonString());
        Assert.Equal(("EUR", "1900", "month", "1900"), (preview.At("cost.currency"), preview.At("cost.price"), preview.At("cost.cycle"), preview.At("cost.dueAtRenewal")));
        Assert.InRange((long)preview.Json["cost"]!["credit"]!, 9_890, 9_900);
        Assert.Equal(1_900 - (long)preview.Json["cost"]!["credit"]!, (long)preview.Json["cost"]!["dueNow"]!);
        Assert.Equal("{}", (await tenant.Ask("GET", "/subscription")).Json["frozen"]!.ToJsonString());

        var changed = await Change(tenant, """{"plan":"basic"}""");
        Assert.Equal("""{"projects":2}""", changed.Json["frozen"]!.ToJsonString());
        var refused = await tenant.Ask("POST", "/projects", """{"name":"More"}""");
        Assert.Equal((402, "limit_reached", "7", "standard"), (refused.Status, refused.Code, refused.At("used"), refused.At("upgradeTo")));

        Assert.Equal("{}", (await Change(tenant, """{"plan":"premium"}""")).Json["frozen"]!.ToJsonString());
    }

    [Fact]
    public async Task What_is_frozen_is_read_and_not_written_until_there_is_room()
    {
        var tenant = await Tenant.SignUp(host);
        await Change(tenant, """{"plan":"standard"}""");
        var kept = await tenant.Add(Role.Manager);
        var newest = await tenant.Add(Role.Manager);
        var second = (await tenant.Ask("POST", "/projects", """{"name":"Second"}""")).At("id");
        var overrides = $"/v1/admin/organizations/{tenant.Organization}/overrides";

        await host.Http.Ask("PUT", overrides, """{"limits":{"users":2,"projects":1}}""", host.Operator);
        foreach (var (project, who, written) in new[] { (tenant.Project, kept, 200), (tenant.Project, newest, 402), (second, kept, 402), (second, tenant.Admin, 402) })
        {
            var path = $"{tenant.Path}/projects/{project}";
            Assert.Equal(200, (await host.Http.Ask("GET", path, @as: who)).Status);
            var write = await host.Http.Ask("PATCH", path, """{"name":"Renamed"}""", who);
            Assert.Equal((written, written == 200 ? null : "frozen"), (write.Status, write.Code));
        }

        await host.Http.Ask("PUT", overrides, "{}", host.Operator);
        Assert.Equal(200, (await host.Http.Ask("PATCH", $"{tenant.Path}/projects/{second}", """{"name":"Thawed"}""", newest)).Status);
    }

    [Fact]
    public async Task A_change_at_the_periods_end_is_shown_and_taken_back()
    {
        var tenant = await Tenant.SignUp(host);
        await Change(tenant, """{"plan":"standard","when":"now"}""");

        var scheduled = await Change(tenant, """{"plan":"basic","when":"periodEnd"}""");
        Assert.Equal(("standard", "basic"), (scheduled.At("plan"), scheduled.At("pendingChange.plan")));
        Assert.Equal(scheduled.At("periodEnd"), scheduled.At("pendingChange.at"));

        var cancelled = await tenant.Ask("DELETE", "/subscription/change");
        Assert.Equal((200, null), (cancelled.Status, cancelled.At("pendingChange")));
        Assert.Equal(200, (await tenant.Ask("DELETE", "/subscription/change")).Status);
    }

    [Fact]
    public async Task A_second_trial_and_a_plan_that_is_none_are_refused()
    {
        var tenant = await Tenant.SignUp(host);
        await Change(tenant, """{"plan":"basic"}""");

        (await Change(tenant, """{"plan":"trial"}""")).IsProblem(
            409, "plan_change_blocked", $"{tenant.Path}/subscription/change", detail: "A trial can be had once only.");
        (await Change(tenant, """{"plan":"gold"}""")).IsProblem(404, "plan_not_found", $"{tenant.Path}/subscription/change");
        (await Change(tenant, """{"plan":"basic","when":"tomorrow"}""")).IsProblem(
            400, "validation_failed", $"{tenant.Path}/subscription/change", """{"when":["is not valid"]}""");
        var preview = await tenant.Ask("POST", "/subscription/preview", """{"plan":"trial"}""");
        Assert.Equal(
            """[{"code":"plan_change_blocked","detail":"A trial can be had once only."}]""", preview.Json["blocked"]!.ToJsonString());
    }

    [Fact]
    public async Task A_repeated_change_with_one_key_happens_once()
    {
        var tenant = await Tenant.SignUp(host);
        var first = await tenant.Ask("POST", "/subscription/change", """{"plan":"basic"}""", ("Idempotency-Key", "once"));
        var second = await tenant.Ask("POST", "/subscription/change", """{"plan":"basic"}""", ("Idempotency-Key", "once"));

        Assert.Equal((200, "true"), (second.Status, second.Header("Idempotency-Replayed")));
        Assert.Equal((first.Text, first.Tag), (second.Text, second.Tag));
    }

    [Fact]
    public async Task Operators_change_read_and_preview_any_subscription()
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"/v1/admin/organizations/{tenant.Organization}/subscription";
        await tenant.Suspend();

        Assert.Equal("standard", (await host.Http.Ask("POST", path + "/preview", """{"plan":"standard"}""", host.Operator)).At("plan"));
        Assert.Equal("standard", (await host.Http.Ask("POST", path + "/change", """{"plan":"standard"}""", host.Operator)).At("plan"));
        Assert.Equal("standard", (await host.Http.Ask("GET", path, @as: host.Operator)).At("plan"));
        Assert.Equal(200, (await host.Http.Ask("DELETE", path + "/change", @as: host.Operator)).Status);
        Assert.Equal("standard", (await tenant.Ask("GET", "/subscription")).At("plan"));

        var nobody = $"/v1/admin/organizations/{Unique.Id<OrganizationId>()}/subscription";
        (await host.Http.Ask("GET", nobody, @as: host.Operator)).IsProblem(404, "organization_not_found", nobody);
        (await host.Http.Ask("POST", nobody + "/preview", """{"plan":"basic"}""", host.Operator)).IsProblem(404, "organization_not_found", nobody + "/preview");
        (await host.Http.Ask("POST", nobody + "/change", """{"plan":"basic"}""", host.Operator)).IsProblem(404, "organization_not_found", nobody + "/change");
    }

    [Fact]
    public async Task Overrides_are_replaced_as_a_whole_and_hold()
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"/v1/admin/organizations/{tenant.Organization}/overrides";
        Assert.Equal("""{"limits":{},"features":{},"auditRetentionDays":null}""", (await host.Http.Ask("GET", path, @as: host.Operator)).Text);

        var put = await host.Http.Ask("PUT", path, """{"limits":{"users":7,"battlecards":null},"features":{"sso":true}}""", host.Operator, ("If-Match", "\"1\""));
        Assert.Equal((200, """{"limits":{"battlecards":null,"users":7},"features":{"sso":true},"auditRetentionDays":null}""", "\"2\""), (put.Status, put.Text, put.Tag));
        var held = (await tenant.Ask("GET", "/subscription")).Json;
        Assert.Equal("""{"environments":3,"projects":3,"users":7}""", held["limits"]!.ToJsonString());
        Assert.True((bool?)held["features"]!["sso"]);

        (await host.Http.Ask("PUT", path, """{"limits":{}}""", host.Operator, ("If-Match", "\"1\""))).IsProblem(412, "revision_mismatch", path);
        (await host.Http.Ask("PUT", path, """{"limits":{"users":-1},"features":{"no key":true}}""", host.Operator)).IsProblem(
            400, "validation_failed", path,
            """{"features.no key":["must be 1 to 40 letters, digits and hyphens, beginning with a letter"],"limits.users":["must be a whole number from 0 to 1000000000000000"]}""");

        await host.Http.Ask("PUT", path, "{}", host.Operator);
        Assert.Equal("5", (await tenant.Ask("GET", "/subscription")).At("limits.users"));
    }

    private static Task<Reply> Change(Tenant tenant, string body) => tenant.Ask("POST", "/subscription/change", body);
}
