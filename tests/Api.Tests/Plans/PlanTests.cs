namespace Tenantry.Api.Tests;

public sealed class PlanTests(ApiHost host)
{
    private const string Gold = """{"displayName":"Gold","rank":35,"limits":{"users":7,"projects":9},"softLimits":["users"],"features":{"sso":true},"price":{"amount":4900,"currency":"EUR"},"cycle":"quarter"}""";

    [Fact]
    public async Task A_plan_is_made_read_replaced_and_taken_out()
    {
        var name = Unique.Name();
        var made = await Put(name, Gold);
        Assert.Equal((200, name, "7", "4900", "quarter"), (made.Status, made.At("name"), made.At("limits.users"), made.At("price.amount"), made.At("cycle")));
        var read = await host.Http.Ask("GET", $"/v1/plans/{name}");
        Assert.Equal((200, made.Text, made.Tag), (read.Status, read.Text, read.Tag));

        var stale = await host.Http.Ask("PUT", $"/v1/admin/plans/{name}", Gold, host.Operator, ("If-Match", "\"1\""));
        Assert.Equal((412, "revision_mismatch"), (stale.Status, stale.Code));
        Assert.Equal("8", (await Put(name, Gold.Replace("\"users\":7", "\"users\":8", StringComparison.Ordinal))).At("limits.users"));

        Assert.Equal(204, (await Delete(name)).Status);
        (await Delete(name)).IsProblem(404, "plan_not_found", $"/v1/admin/plans/{name}");
        (await host.Http.Ask("GET", $"/v1/plans/{name}")).IsProblem(404, "plan_not_found", $"/v1/plans/{name}");
    }

    [Fact]
    public async Task A_plan_says_how_long_the_audit_log_is_kept_and_operators_say_otherwise()
    {
        Assert.Equal(
            [("trial", 30), ("basic", 90), ("standard", 365), ("premium", 730), ("platinum", 2555)],
            (await host.Http.Ask("GET", "/v1/plans?limit=100")).Json["data"]!.AsArray()
                .Where(plan => !((string)plan!["name"]!).StartsWith("acme-", StringComparison.Ordinal))
                .Select(plan => ((string)plan!["name"]!, (int)plan["auditRetentionDays"]!)));

        var tenant = await Tenant.SignUp(host);
        Assert.Equal("30", (await tenant.Ask("GET", "/subscription")).At("auditRetentionDays"));
        var overridden = await host.Http.Ask(
            "PUT", $"/v1/admin/organizations/{tenant.Organization}/overrides", """{"auditRetentionDays":400}""", host.Operator);
        Assert.Equal((200, "400"), (overridden.Status, overridden.At("auditRetentionDays")));
        Assert.Equal("400", (await tenant.Ask("GET", "/subscription")).At("auditRetentionDays"));
        Assert.Equal(400, (await host.Http.Ask(
            "PUT", $"/v1/admin/organizations/{tenant.Organization}/overrides", """{"auditRetentionDays":0}""", host.Operator)).Status);
    }

    [Fact]
    public async Task The_list_is_in_the_order_of_ranks()
    {
        var name = Unique.Name();
        await Put(name, Gold.Replace("35", "15", StringComparison.Ordinal));

        var names = (await host.Http.Ask("GET", "/v1/plans?limit=100")).Json["data"]!.AsArray().Select(plan => (string?)plan!["name"]).ToList();

        Assert.Equal(["trial", "basic", name, "standard", "premium", "platinum"], names.Where(one => one == name || !one!.StartsWith("acme-", StringComparison.Ordinal)));
        Assert.Equal(204, (await Delete(name)).Status);
    }

    [Theory]
    [InlineData("""{"displayName":"X","rank":1,"limits":{"users":-1}}""", """{"limits.users":["must be a whole number from 0 to 1000000000000000"]}""")]
    [InlineData("""{"displayName":"X","rank":1,"limits":{"users":1.5}}""", """{"limits.users":["is not valid"]}""")]
    [InlineData("""{"displayName":"X","rank":1,"limits":{},"softLimits":["users"]}""", """{"softLimits":["must name meters of limits, and 'users' is none"]}""")]
    [InlineData("""{"displayName":"X","rank":1,"limits":{},"price":{"amount":-1,"currency":"Euro"}}""", """{"price.amount":["must be a whole number from 0 to 1000000000000"],"price.currency":["must be three letters A to Z"]}""")]
    [InlineData("""{"displayName":"X","rank":1,"limits":{},"price":{"amount":1}}""", """{"price.currency":["is required"]}""")]
    [InlineData("""{"displayName":"X","rank":1,"limits":{},"cycle":"months"}""", """{"cycle":["is not valid"]}""")]
    [InlineData("""{"displayName":"X","rank":1,"limits":{},"trialDays":0}""", """{"trialDays":["must be a whole number from 1 to 3650"]}""")]
    [InlineData("""{"displayName":"X","rank":1,"limits":{},"auditRetentionDays":0}""", """{"auditRetentionDays":["must be a whole number from 1 to 36500"]}""")]
    [InlineData("""{"displayName":"X","rank":1,"limits":{},"afterTrial":"basic"}""", """{"afterTrial":["is for trials only"]}""")]
    [InlineData("""{"displayName":"X","rank":1,"limits":{},"trialDays":7,"afterTrial":"no-such-plan"}""", """{"afterTrial":["must name a plan that exists and is no trial"]}""")]
    public async Task A_plan_that_breaks_a_rule_is_refused_by_the_members_name(string body, string errors)
        => (await Put("broken", body)).IsProblem(400, "validation_failed", "/v1/admin/plans/broken", errors);

    [Fact]
    public async Task A_key_that_is_none_is_refused()
        => (await Put("Not_A_Key", Gold)).IsProblem(
            400, "validation_failed", "/v1/admin/plans/Not_A_Key", """{"plan":["must be 1 to 40 characters of a to z, 0 to 9 and hyphens"]}""");

    [Fact]
    public async Task The_only_trial_stays()
        => (await Delete("trial")).IsProblem(
            409, "plan_change_blocked", "/v1/admin/plans/trial",
            detail: "Sign-ups begin with a trial, and this is the only one; make another first.");

    private Task<Reply> Put(string name, string body) => host.Http.Ask("PUT", $"/v1/admin/plans/{name}", body, host.Operator);

    private Task<Reply> Delete(string name) => host.Http.Ask("DELETE", $"/v1/admin/plans/{name}", @as: host.Operator);
}
