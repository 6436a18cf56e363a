namespace Tenantry.Api.Tests;

public sealed class ApiKeyAccessTests(ApiHost host)
{
    [Fact]
    public async Task A_key_with_every_scope_is_a_stranger_elsewhere()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);
        var (_, key) = await tenant.MakeKey(Everything());
        foreach (var route in Routes.OfOrganizations(host))
        {
            var path = route.PathIn(other);
            (await host.Http.Ask(route.Method, path, route.BodyIn(other), key)).IsProblem(404, "organization_not_found", path);
        }
    }

    [Fact]
    public async Task A_key_may_do_what_its_scope_says_and_nothing_else()
    {
        foreach (var route in Routes.OfOrganizations(host))
        {
            var tenant = await Tenant.SignUp(host);
            var rule = route.Permission!.Value.Rule();
            var (_, without) = await tenant.MakeKey([.. Everything().Except([rule.Name])]);
            var path = route.PathIn(tenant);
            (await host.Http.Ask(route.Method, path, route.BodyIn(tenant), without))
                .IsProblem(403, "permission_denied", path, detail: $"The key has no scope '{rule.Name}'.");
            if (rule.ForPeople)
                continue;

            var (_, with) = await tenant.MakeKey(rule.Name);
            var reply = await host.Http.Ask(route.Method, path, route.BodyIn(tenant), with);
            if (route.Endpoint.Metadata.GetMetadata<ForPeople>() is not null)
                reply.IsProblem(403, "user_required", path);
            else
                Assert.True(
                    reply.Status < 500 && reply.Code is not ("permission_denied" or "organization_not_found" or "unauthenticated" or "user_required"),
                    $"{route} with {rule.Name}: {reply.Status} {reply.Code}");
        }
    }

    [Fact]
    public async Task A_suspended_organizations_key_can_read_the_organization_and_nothing_else()
    {
        foreach (var route in Routes.OfOrganizations(host).Where(route => !route.Permission!.Value.Rule().ForPeople))
        {
            var tenant = await Tenant.SignUp(host);
            var (_, key) = await tenant.MakeKey(Everything());
            await tenant.Suspend();
            var path = route.PathIn(tenant);
            var reply = await host.Http.Ask(route.Method, path, route.BodyIn(tenant), key);
            if (route.Permission!.Value.Rule().HoldsWhileSuspended)
                Assert.NotEqual("organization_suspended", reply.Code);
            else
                reply.IsProblem(403, "organization_suspended", path);
        }
    }

    [Fact]
    public async Task A_key_is_stopped_by_the_plan_as_members_are()
    {
        var tenant = await Tenant.SignUp(host);
        var (_, key) = await tenant.MakeKey("roles:write", "projects:write", "projects:read");
        await tenant.Follow(terms => terms with { Features = terms.Features.SetItem("customRoles", false), ProjectsFrozenAfter = -1, MembersFrozenAfter = 0 });

        var role = await host.Http.Ask("PUT", $"{tenant.Path}/roles/support", """{"name":"Support","permissions":[]}""", key);
        Assert.Equal((402, "feature_not_in_plan"), (role.Status, role.Code));
        var write = await host.Http.Ask("PATCH", $"{tenant.Path}/projects/{tenant.Project}", """{"name":"Shop"}""", key);
        Assert.Equal((402, "frozen"), (write.Status, write.Code));
        Assert.Equal(200, (await host.Http.Ask("GET", $"{tenant.Path}/projects/{tenant.Project}", @as: key)).Status);
    }

    [Fact]
    public async Task A_key_has_no_second_factor_and_needs_none()
    {
        var tenant = await Tenant.SignUp(host);
        var (_, key) = await tenant.MakeKey("projects:read");
        await tenant.Follow(terms => terms with { RequiresSecondFactor = true });

        Assert.Equal(403, (await tenant.Ask("GET", "/projects")).Status);
        Assert.Equal(200, (await host.Http.Ask("GET", $"{tenant.Path}/projects", @as: key)).Status);
    }

    [Fact]
    public async Task What_is_for_people_is_not_for_keys()
    {
        var tenant = await Tenant.SignUp(host);
        var (_, own) = await tenant.MakeKey(Everything());
        var (_, platform) = await host.MakePlatformKey([.. Everything(), "admin:read", "events:read"]);
        foreach (var (method, path, body) in ((string, string, string?)[])
        [
            ("GET", "/v1/me", null), ("PATCH", "/v1/me", """{"name":"x"}"""), ("GET", "/v1/me/suggestions", null),
            ("POST", "/v1/organizations", """{"name":"some-name"}"""), ("POST", $"{tenant.Path}/join", null),
            ("POST", "/v1/invitations/accept", """{"token":"none"}"""),
            ("POST", $"{tenant.Path}/transfer-admin", $$"""{"to":"{{tenant.User}}"}"""),
        ])
        {
            (await host.Http.Ask(method, path, body, own)).IsProblem(403, "user_required", path);
            (await host.Http.Ask(method, path, body, platform)).IsProblem(403, "user_required", path);
        }
    }

    [Fact]
    public async Task What_a_key_does_is_told_of_the_key()
    {
        var tenant = await Tenant.SignUp(host);
        var (id, key) = await tenant.MakeKey("projects:write", "teams:write");
        Assert.Equal(201, (await host.Http.Ask("POST", $"{tenant.Path}/projects", """{"name":"Shop"}""", key)).Status);
        Assert.Equal(204, (await host.Http.Ask("DELETE", $"{tenant.Path}/teams/{tenant.Team}", @as: key)).Status);

        var log = await host.Grains.Lists().Events(LogId.Of(OrganizationId.Wrap(tenant.Organization)), 0, 100);
        Assert.Equal(new Actor(ActorKind.ApiKey, id), log.Last(entry => entry.Event.Type == "project.created").Event.CausedBy);
        Assert.Equal(new Actor(ActorKind.ApiKey, id), log.Last(entry => entry.Event.Type == "team.deleted").Event.CausedBy);
    }

    [Fact]
    public async Task Nobody_gives_a_key_what_they_do_not_have()
    {
        var tenant = await Tenant.SignUp(host);
        Assert.Equal(200, (await tenant.Ask("PUT", "/roles/keeper", """{"name":"Keeper","permissions":["api_keys:write","api_keys:read"]}""")).Status);
        var (user, token) = await tenant.AddUser(Role.Viewer);
        Assert.Equal(200, (await tenant.Ask("PATCH", $"/members/{user}", """{"customRoles":["keeper"]}""")).Status);
        var (_, key) = await tenant.MakeKey("api_keys:write", "projects:read");
        var (strong, _) = await tenant.MakeKey("members:write");
        var path = $"{tenant.Path}/api-keys";

        foreach (var caller in (string[])[token, key])
        {
            (await host.Http.Ask("POST", path, Keys.Body("members:write"), caller)).IsProblem(403, "role_above_own", path);
            (await host.Http.Ask("POST", $"{path}/{strong}/rotate", "{}", caller)).IsProblem(403, "role_above_own", $"{path}/{strong}/rotate");
            (await host.Http.Ask("PATCH", $"{path}/{strong}", """{"scopes":["projects:read"]}""", caller)).IsProblem(403, "role_above_own", $"{path}/{strong}");
            Assert.Equal(201, (await host.Http.Ask("POST", path, Keys.Body("projects:read"), caller)).Status);
        }

        // To end a key is never refused to those who manage keys: who finds one lost must be able to.
        Assert.Equal(204, (await host.Http.Ask("DELETE", $"{path}/{strong}", @as: token)).Status);
    }

    [Fact]
    public async Task A_key_gives_no_role_that_grants_more_than_its_scopes()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, _) = await tenant.AddUser(Role.Viewer);
        var viewer = Permissions.All.Where(rule => Role.Viewer.Grants(rule.Permission) && !rule.ForPeople).Select(rule => rule.Name);
        var (_, key) = await tenant.MakeKey([.. viewer, "members:write", "invitations:write", "teams:write", "projects:write", "roles:write"]);

        await Refused("PATCH", $"/members/{user}", """{"role":"admin"}""");
        await Refused("POST", "/invitations", $$"""{"email":"{{Unique.Name()}}@example.com","role":"manager"}""");
        await Refused("PUT", $"/teams/{tenant.Team}/roles", """{"role":"member"}""");
        await Refused("PUT", $"/projects/{tenant.Project}/members/{user}/role", """{"role":"manager"}""");
        await Refused("PUT", "/roles/boss", """{"name":"Boss","permissions":["domains:write"]}""");

        Assert.Equal(201, (await host.Http.Ask("POST", $"{tenant.Path}/invitations", $$"""{"email":"{{Unique.Name()}}@example.com","role":"viewer"}""", key)).Status);
        Assert.Equal(200, (await host.Http.Ask("PUT", $"{tenant.Path}/roles/maker", """{"name":"Maker","permissions":["projects:write"]}""", key)).Status);

        async Task Refused(string method, string path, string body)
            => (await host.Http.Ask(method, tenant.Path + path, body, key)).IsProblem(403, "role_above_own", tenant.Path + path);
    }

    /// <summary>Every scope that an organization's key can have.</summary>
    private static string[] Everything() => [.. Permissions.All.Where(rule => !rule.ForPeople).Select(rule => rule.Name)];
}
