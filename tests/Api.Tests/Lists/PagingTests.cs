using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class PagingTests(ApiHost host)
{
    [Fact]
    public async Task Pages_of_members_make_up_the_whole_list_in_order()
    {
        var tenant = await Tenant.SignUp(host);
        for (var i = 0; i < 4; i++)
            await tenant.Add(Role.Member);

        var all = await Everything($"{tenant.Path}/members", tenant.Admin, limit: 2);

        Assert.Equal([2, 2, 1], all.Select(page => page.Count));
        var ids = all.SelectMany(page => page).Select(member => (string?)member!["id"]).ToArray();
        Assert.Equal(tenant.User, ids[0]);
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(5, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_page_that_ends_with_the_list_is_the_last()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Add(Role.Member);

        Assert.Equal([2], (await Everything($"{tenant.Path}/members", tenant.Admin, limit: 2)).Select(page => page.Count));
    }

    [Fact]
    public async Task Environments_are_paged_too()
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"{tenant.Path}/projects/{tenant.Project}/environments";
        Assert.Equal(201, (await host.Http.Ask("POST", path, """{"name":"staging"}""", tenant.Admin)).Status);

        var all = await Everything(path, tenant.Admin, limit: 2);

        Assert.Equal([2, 1], all.Select(page => page.Count));
        Assert.Equal(["production", "development", "staging"], all.SelectMany(page => page).Select(environment => (string?)environment!["name"]));
    }

    [Fact]
    public async Task Projects_are_paged_too()
    {
        var tenant = await Tenant.SignUp(host);
        Assert.Equal(201, (await tenant.Ask("POST", "/projects", """{"name":"Shop"}""")).Status);

        var all = await Everything($"{tenant.Path}/projects", tenant.Admin, limit: 1);

        Assert.Equal(["Default", "Shop"], all.Select(page => (string?)Assert.Single(page)!["name"]));
    }

    [Fact]
    public async Task Operators_page_through_all_organizations()
    {
        var tenants = new[] { await Tenant.SignUp(host), await Tenant.SignUp(host), await Tenant.SignUp(host) };

        var all = (await Everything("/v1/admin/organizations", host.Operator, limit: 7)).SelectMany(page => page).ToArray();

        var ids = all.Select(organization => (string?)organization!["id"]).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Empty(tenants.Select(tenant => tenant.Organization).Except(ids));
        var entry = all.Single(organization => (string?)organization!["id"] == tenants[0].Organization)!;
        Assert.Equal((tenants[0].Slug, "active", "trial"), ((string?)entry["slug"], (string?)entry["status"], (string?)entry["plan"]));
    }

    [Fact]
    public async Task Plans_are_public()
    {
        var reply = await host.Http.Ask("GET", "/v1/plans");

        Assert.Equal(200, reply.Status);
        // Those of other tests come behind.
        Assert.Equal(
            ["trial", "basic", "standard", "premium", "platinum"], reply.Json["data"]!.AsArray().Select(plan => (string?)plan!["name"]).Take(5));
        Assert.Equal("""{"next":null}""", reply.Json["page"]!.ToJsonString());
    }

    [Theory]
    [InlineData("limit=0", """{"limit":["must be a whole number from 1 to 100"]}""")]
    [InlineData("limit=101", """{"limit":["must be a whole number from 1 to 100"]}""")]
    [InlineData("limit=-1", """{"limit":["must be a whole number from 1 to 100"]}""")]
    [InlineData("limit=ten", """{"limit":["must be a whole number from 1 to 100"]}""")]
    [InlineData("limit=", """{"limit":["must be a whole number from 1 to 100"]}""")]
    [InlineData("limit=1&limit=2", """{"limit":["must be a whole number from 1 to 100"]}""")]
    [InlineData("limit=99999999999", """{"limit":["must be a whole number from 1 to 100"]}""")]
    [InlineData("after=", """{"after":["is not a cursor of this list"]}""")]
    [InlineData("after=nonsense", """{"after":["is not a cursor of this list"]}""")]
    [InlineData("after=%00%ff", """{"after":["is not a cursor of this list"]}""")]
    public async Task What_is_no_page_is_refused(string query, string errors)
        => (await host.Http.Ask("GET", $"/v1/plans?{query}")).IsProblem(400, "invalid_parameter", "/v1/plans", errors);

    [Fact]
    public async Task A_cursor_of_another_organization_is_refused()
    {
        var ours = await Tenant.SignUp(host);
        var theirs = await Tenant.SignUp(host);
        await theirs.Add(Role.Member);
        var cursor = (await theirs.Ask("GET", "/members?limit=1")).At("page.next");

        var reply = await ours.Ask("GET", $"/members?after={cursor}");
        reply.IsProblem(400, "invalid_parameter", $"{ours.Path}/members", """{"after":["is not a cursor of this list"]}""");
    }

    private async Task<List<JsonArray>> Everything(string path, string token, int limit)
    {
        var pages = new List<JsonArray>();
        for (string? next = ""; next is not null;)
        {
            var reply = await host.Http.Ask("GET", $"{path}?limit={limit}{(next is "" ? "" : $"&after={next}")}", @as: token);
            Assert.Equal(200, reply.Status);
            pages.Add(reply.Json["data"]!.AsArray());
            next = reply.At("page.next");
        }

        return pages;
    }
}
