namespace Tenantry.Api.Tests;

public sealed class ProjectTests(ApiHost host)
{
    [Fact]
    public async Task A_project_is_made_read_and_renamed()
    {
        var tenant = await Tenant.SignUp(host);
        var made = await tenant.Ask("POST", "/projects", """{"name":"Shop"}""");
        Assert.Equal((201, "Shop", "\"1\""), (made.Status, made.At("name"), made.Tag));
        Assert.Equal($"{tenant.Path}/projects/{made.At("id")}", made.Headers.Location?.ToString());

        var read = await host.Http.Ask("GET", made.Headers.Location!.ToString(), @as: tenant.Admin);
        Assert.Equal((200, made.Text, "\"1\""), (read.Status, read.Text, read.Tag));

        var renamed = await tenant.Ask("PATCH", $"/projects/{made.At("id")}", """{"name":"Store"}""", ("If-Match", "\"1\""));
        Assert.Equal((200, "Store", "\"2\""), (renamed.Status, renamed.At("name"), renamed.Tag));
        var stale = await tenant.Ask("PATCH", $"/projects/{made.At("id")}", """{"name":"Booth"}""", ("If-Match", "\"1\""));
        stale.IsProblem(412, "revision_mismatch", $"{tenant.Path}/projects/{made.At("id")}");
    }

    [Fact]
    public async Task A_project_beyond_the_plan_is_refused_with_the_numbers()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Ask("POST", "/projects", """{"name":"Second"}""");
        await tenant.Ask("POST", "/projects", """{"name":"Third"}""");
        var reply = await tenant.Ask("POST", "/projects", """{"name":"Fourth"}""");

        Assert.Equal(402, reply.Status);
        var document = reply.Json.AsObject();
        Assert.True(document.Remove("traceId"));
        Assert.Equal(
            $$"""{"type":"urn:tenantry:problem:limit_reached","title":"A limit of the plan is reached","status":402,"detail":"The plan allows 3 projects and 3 are in use.","instance":"{{tenant.Path}}/projects","code":"limit_reached","meter":"projects","limit":3,"used":3,"requested":1,"upgradeTo":"basic"}""",
            document.ToJsonString());
    }

    [Fact]
    public async Task An_environment_is_made_until_the_plan_allows_no_more()
    {
        var tenant = await Tenant.SignUp(host);
        var made = await tenant.Ask("POST", $"/projects/{tenant.Project}/environments", """{"name":"staging"}""");
        Assert.Equal((201, "staging"), (made.Status, made.At("name")));
        Assert.StartsWith("env_", made.At("id"), StringComparison.Ordinal);
        Assert.StartsWith("pk_", made.At("key"), StringComparison.Ordinal);

        var reply = await tenant.Ask("POST", $"/projects/{tenant.Project}/environments", """{"name":"preview"}""");
        Assert.Equal((402, "limit_reached", "environments", "3"), (reply.Status, reply.Code, reply.At("meter"), reply.At("limit")));
    }

    [Fact]
    public async Task An_environment_needs_a_name_of_its_own()
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"{tenant.Path}/projects/{tenant.Project}/environments";
        (await host.Http.Ask("POST", path, """{"name":"Production"}""", tenant.Admin)).IsProblem(409, "environment_name_taken", path);
    }

    [Fact]
    public async Task A_project_of_another_tenant_is_not_there()
    {
        var ours = await Tenant.SignUp(host);
        var theirs = await Tenant.SignUp(host);
        var path = $"{ours.Path}/projects/{theirs.Project}";

        (await host.Http.Ask("GET", path, @as: ours.Admin)).IsProblem(404, "project_not_found", path);
        (await host.Http.Ask("PATCH", path, """{"name":"Mine"}""", ours.Admin)).IsProblem(404, "project_not_found", path);
        (await host.Http.Ask("GET", path + "/environments", @as: ours.Admin)).IsProblem(404, "project_not_found", path + "/environments");
        (await host.Http.Ask("POST", path + "/environments", """{"name":"mine"}""", ours.Admin))
            .IsProblem(404, "project_not_found", path + "/environments");
        (await ours.Ask("GET", $"/members/{theirs.User}")).IsProblem(404, "member_not_found", $"{ours.Path}/members/{theirs.User}");
    }
}
