using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class ProjectRoleTests(ApiHost host)
{
    [Fact]
    public async Task A_role_on_a_project_holds_there_from_the_next_request_and_nowhere_else()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, token) = await tenant.AddUser(Role.Viewer);
        var second = (await tenant.Ask("POST", "/projects", """{"name":"Second"}""")).At("id");
        var role = $"/projects/{tenant.Project}/members/{user}/role";
        Assert.Equal(403, (await Rename(tenant, tenant.Project, token)).Status);

        var given = await tenant.Ask("PUT", role, """{"role":"editor"}""");
        Assert.Equal((200, $$"""{"user":"{{user}}","team":null,"role":"manager"}"""), (given.Status, given.Text));
        Assert.Equal(200, (await Rename(tenant, tenant.Project, token)).Status);
        Assert.Equal(403, (await Rename(tenant, second!, token)).Status);

        Assert.Equal(204, (await tenant.Ask("DELETE", role)).Status);
        Assert.Equal(204, (await tenant.Ask("DELETE", role)).Status);
        Assert.Equal(403, (await Rename(tenant, tenant.Project, token)).Status);
    }

    [Fact]
    public async Task A_teams_role_on_a_project_holds_for_its_members()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, token) = await tenant.AddUser(Role.Viewer);
        Assert.Equal(204, (await tenant.Ask("PUT", $"/teams/{tenant.Team}/members/{user}")).Status);
        var role = $"/projects/{tenant.Project}/teams/{tenant.Team}/role";

        Assert.Equal((200, "admin"), ((await tenant.Ask("PUT", role, """{"role":"owner"}""")) is var given ? (given.Status, given.At("role")) : default));
        Assert.Equal(200, (await Rename(tenant, tenant.Project, token)).Status);
        Assert.Equal(204, (await tenant.Ask("DELETE", role)).Status);
        Assert.Equal(403, (await Rename(tenant, tenant.Project, token)).Status);
    }

    [Fact]
    public async Task Who_holds_a_role_is_listed()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, _) = await tenant.AddUser(Role.Viewer);
        await tenant.Ask("PUT", $"/projects/{tenant.Project}/members/{user}/role", """{"role":"member"}""");
        await tenant.Ask("PUT", $"/projects/{tenant.Project}/teams/{tenant.Team}/role", """{"role":"viewer"}""");

        var first = await tenant.Ask("GET", $"/projects/{tenant.Project}/roles?limit=1");
        Assert.Equal(tenant.Team, Assert.Single(first.Json["data"]!.AsArray())!["team"]!.ToString());
        var next = await tenant.Ask("GET", $"/projects/{tenant.Project}/roles?limit=1&after={first.At("page.next")}");
        Assert.Equal($$"""{"user":"{{user}}","team":null,"role":"member"}""", Assert.Single(next.Json["data"]!.AsArray())!.ToJsonString());
        Assert.Null(next.Json["page"]!["next"]);
    }

    [Fact]
    public async Task A_manager_of_a_project_gives_no_more_than_manager()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, token) = await tenant.AddUser(Role.Viewer);
        await tenant.Ask("PUT", $"/projects/{tenant.Project}/members/{user}/role", """{"role":"manager"}""");
        var path = $"{tenant.Path}/projects/{tenant.Project}/members/{tenant.User}/role";

        (await host.Http.Ask("PUT", path, """{"role":"admin"}""", token)).IsProblem(403, "role_above_own", path);
        Assert.Equal(200, (await host.Http.Ask("PUT", path, """{"role":"manager"}""", token)).Status);
    }

    [Theory]
    [InlineData("""{"role":"king"}""", """{"role":["must be admin, manager, member or viewer"]}""")]
    [InlineData("""{"role":null}""", """{"role":["must not be null"]}""")]
    [InlineData("""{"role":3}""", """{"role":["must be a string"]}""")]
    [InlineData("{}", """{"role":["is required"]}""")]
    public async Task A_role_that_is_none_is_named(string body, string errors)
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var path in (string[])[$"/projects/{tenant.Project}/members/{tenant.User}/role", $"/projects/{tenant.Project}/teams/{tenant.Team}/role"])
            (await tenant.Ask("PUT", path, body)).IsProblem(400, "validation_failed", tenant.Path + path, errors);
    }

    [Fact]
    public async Task Ids_of_another_tenant_are_not_found()
    {
        var ours = await Tenant.SignUp(host);
        var theirs = await Tenant.SignUp(host);
        foreach (var (path, code) in (Dictionary<string, string>)new()
        {
            [$"/projects/{ours.Project}/members/{theirs.User}/role"] = "member_not_found",
            [$"/projects/{ours.Project}/teams/{theirs.Team}/role"] = "team_not_found",
            [$"/projects/{theirs.Project}/members/{ours.User}/role"] = "project_not_found",
            [$"/projects/{theirs.Project}/teams/{ours.Team}/role"] = "project_not_found",
        })
        {
            (await ours.Ask("PUT", path, """{"role":"viewer"}""")).IsProblem(404, code, ours.Path + path);
            (await ours.Ask("DELETE", path)).IsProblem(404, code, ours.Path + path);
        }

        Assert.Empty((JsonArray)(await theirs.Ask("GET", $"/projects/{theirs.Project}/roles")).Json["data"]!);
    }

    private static Task<Reply> Rename(Tenant tenant, string project, string token)
        => tenant.Host.Http.Ask("PATCH", $"{tenant.Path}/projects/{project}", """{"name":"Renamed"}""", token);
}
