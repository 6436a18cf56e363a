namespace Tenantry.Api.Tests;

public sealed class PlatformKeyTests(ApiHost host)
{
    [Fact]
    public async Task A_platform_key_asks_and_meters_anywhere()
    {
        var first = await MeteredTenant.Make(host);
        var second = await Tenant.SignUp(host);
        var (_, key) = await host.MakePlatformKey("access:read", "usage:write");

        foreach (var tenant in (Tenant[])[first, second])
        {
            var check = await host.Http.Ask(
                "POST", $"{tenant.Path}/access/check", $$"""{"questions":[{"user":"{{tenant.User}}","permission":"members:write"}]}""", key);
            Assert.Equal((200, """{"answers":[{"allowed":true,"reason":"allowed"}]}"""), (check.Status, check.Text));
        }

        Assert.Equal(200, (await host.Http.Ask("POST", $"{first.Path}/usage/messages", """{"events":[{"id":"1","n":3}]}""", key)).Status);
        var projects = await host.Http.Ask("GET", $"{second.Path}/projects", @as: key);
        Assert.Equal((403, "permission_denied"), (projects.Status, projects.Code));
    }

    [Fact]
    public async Task An_organization_that_was_never_made_is_not_found()
    {
        var (_, key) = await host.MakePlatformKey("access:read");
        var path = $"/v1/organizations/{Unique.Id<OrganizationId>()}";
        (await host.Http.Ask("GET", path, @as: key)).IsProblem(404, "organization_not_found", path);
    }

    [Fact]
    public async Task A_platform_key_finds_organizations_by_name()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);
        var (_, platform) = await host.MakePlatformKey("organization:read");
        var (_, own) = await tenant.MakeKey("organization:read");

        Assert.Equal(200, (await host.Http.Ask("GET", $"/v1/organizations/by-slug/{tenant.Slug}", @as: platform)).Status);
        Assert.Equal(200, (await host.Http.Ask("GET", $"/v1/organizations/by-slug/{tenant.Slug}", @as: own)).Status);
        Assert.Equal(404, (await host.Http.Ask("GET", $"/v1/organizations/by-slug/{other.Slug}", @as: own)).Status);
    }

    [Fact]
    public async Task What_operators_read_is_read_with_its_scope_and_never_written()
    {
        var tenant = await Tenant.SignUp(host);
        var (_, reader) = await host.MakePlatformKey("admin:read");
        var (_, other) = await host.MakePlatformKey("access:read");
        var (_, own) = await tenant.MakeKey("organization:read");
        foreach (var route in Routes.Of(host).Where(route => route.Template.StartsWith("/v1/admin/", StringComparison.Ordinal)))
        {
            var path = route.PathIn(tenant);
            (await host.Http.Ask(route.Method, path, route.BodyIn(tenant), own)).IsProblem(403, "operator_required", path);
            (await host.Http.Ask(route.Method, path, route.BodyIn(tenant), other)).IsProblem(403, "operator_required", path);
            var reply = await host.Http.Ask(route.Method, path, route.BodyIn(tenant), reader);
            if (route.Method == "GET" && route.Endpoint.Metadata.GetMetadata<OwnAccount>() is null)
                Assert.True(reply.Status is 200 or 404, $"{route}: {reply.Status} {reply.Code}");
            else
                reply.IsProblem(403, "operator_required", path);
        }
    }

    [Fact]
    public async Task A_platform_key_is_listed_changed_rotated_and_revoked()
    {
        var (id, key) = await host.MakePlatformKey("access:read");
        var path = $"/v1/admin/api-keys/{id}";
        Assert.StartsWith("tnt_plt_", key, StringComparison.Ordinal);
        Assert.Equal("Checker", (await host.Http.Ask("PATCH", path, """{"name":"Checker"}""", host.Operator)).At("name"));
        var rotated = (await host.Http.Ask("POST", $"{path}/rotate", """{"overlapSeconds":0}""", host.Operator)).At("key")!;
        Assert.Contains(id, (await host.Http.Ask("GET", "/v1/admin/api-keys?limit=100", @as: host.Operator)).Text, StringComparison.Ordinal);
        Assert.Equal((401, 404), (await Status(key), await Status(rotated)));

        Assert.Equal(204, (await host.Http.Ask("DELETE", path, @as: host.Operator)).Status);
        Assert.Equal(401, await Status(rotated));

        async Task<int> Status(string text) => (await host.Http.Ask("GET", $"/v1/organizations/{Unique.Id<OrganizationId>()}", @as: text)).Status;
    }
}
