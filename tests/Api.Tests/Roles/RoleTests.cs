namespace Tenantry.Api.Tests;

public sealed class RoleTests(ApiHost host)
{
    private const string Support = """{"name":"Support","description":"Answers customers","permissions":["usage:write","members:read","usage:write"]}""";

    [Fact]
    public async Task A_custom_role_is_made_read_replaced_and_deleted()
    {
        var tenant = await Tenant.SignUp(host);
        var made = await tenant.Ask("PUT", "/roles/support", Support);
        Assert.Equal((200, "\"1\""), (made.Status, made.Tag));
        Assert.Equal(
            """{"key":"support","name":"Support","description":"Answers customers","builtIn":false,"permissions":["members:read","usage:write"]}""",
            made.Text);
        Assert.Equal((made.Text, "\"1\""), await Read(tenant.Ask("GET", "/roles/support")));
        Assert.Equal((made.Text, "\"1\""), await Read(tenant.Ask("PUT", "/roles/support", Support)));

        var replaced = await tenant.Ask("PUT", "/roles/support", """{"name":"Help","permissions":[]}""", ("If-Match", "\"1\""));
        Assert.Equal((200, "\"2\"", "Help"), (replaced.Status, replaced.Tag, replaced.At("name")));
        (await tenant.Ask("PUT", "/roles/support", Support, ("If-Match", "\"1\""))).IsProblem(412, "revision_mismatch", $"{tenant.Path}/roles/support");

        Assert.Equal(204, (await tenant.Ask("DELETE", "/roles/support")).Status);
        (await tenant.Ask("GET", "/roles/support")).IsProblem(404, "role_not_found", $"{tenant.Path}/roles/support");
        (await tenant.Ask("DELETE", "/roles/support")).IsProblem(404, "role_not_found", $"{tenant.Path}/roles/support");
    }

    [Fact]
    public async Task The_built_in_roles_are_listed_first()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Ask("PUT", "/roles/support", Support);
        await tenant.Ask("PUT", "/roles/a", Support);

        var list = (await tenant.Ask("GET", "/roles")).Json["data"]!.AsArray();
        Assert.Equal(
            [("viewer", true), ("member", true), ("manager", true), ("admin", true), ("a", false), ("support", false)],
            list.Select(role => ((string)role!["key"]!, (bool)role["builtIn"]!)));
        Assert.Equal(Permissions.All.Length, list[3]!["permissions"]!.AsArray().Count);
        Assert.Equal(list[0]!.ToJsonString(), (await tenant.Ask("GET", "/roles/viewer")).Text);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("owner")]
    [InlineData("editor")]
    [InlineData("user")]
    [InlineData("Support")]
    [InlineData("sup_port")]
    [InlineData("a%20b")]
    [InlineData("x1234567890123456789012345678901234567890")]
    public async Task What_is_no_key_of_a_custom_role_is_refused(string key)
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await tenant.Ask("PUT", $"/roles/{key}", Support);
        reply.IsProblem(400, "validation_failed", $"{tenant.Path}/roles/{key}", """
            {"key":["must be 1 to 40 of a to z, 0 to 9 and hyphens, and not the name of a built-in role"]}
            """);
    }

    [Theory]
    [InlineData("""["members:read","members:eat"]""", """{"permissions.1":["is not the name of a permission"]}""")]
    [InlineData("""["members:read",null]""", """{"permissions.1":["must not be null"]}""")]
    [InlineData("""["members:read",7,{}]""", """{"permissions.1":["must be a string"],"permissions.2":["must be a string"]}""")]
    [InlineData("null", """{"permissions":["must not be null"]}""")]
    [InlineData("\"members:read\"", """{"permissions":["is not valid"]}""")]
    public async Task What_is_no_permission_is_named(string permissions, string errors)
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await tenant.Ask("PUT", "/roles/support", $$"""{"name":"Support","permissions":{{permissions}}}""");
        reply.IsProblem(400, "validation_failed", $"{tenant.Path}/roles/support", errors);
    }

    [Fact]
    public async Task A_role_that_a_team_holds_stays()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Ask("PUT", "/roles/support", Support);
        Assert.Equal(200, (await tenant.Ask("PUT", $"/teams/{tenant.Team}/roles", """{"customRoles":["support","support"]}""")).Status);
        Assert.Equal("""["support"]""", (await tenant.Ask("GET", $"/teams/{tenant.Team}")).Json["customRoles"]!.ToJsonString());

        (await tenant.Ask("DELETE", "/roles/support")).IsProblem(409, "role_in_use", $"{tenant.Path}/roles/support");
        await tenant.Ask("PUT", $"/teams/{tenant.Team}/roles", "{}");
        Assert.Equal(204, (await tenant.Ask("DELETE", "/roles/support")).Status);
    }

    [Fact]
    public async Task There_are_at_most_twenty()
    {
        var tenant = await Tenant.SignUp(host);
        for (var i = 0; i < 20; i++)
            Assert.Equal(200, (await tenant.Ask("PUT", $"/roles/role-{i}", Support)).Status);

        (await tenant.Ask("PUT", "/roles/role-20", Support)).IsProblem(409, "capacity_reached", $"{tenant.Path}/roles/role-20");
        Assert.Equal(200, (await tenant.Ask("PUT", "/roles/role-19", """{"name":"Other","permissions":[]}""")).Status);
    }

    [Fact]
    public async Task Nobody_makes_a_role_that_grants_more_than_they_have()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, token) = await tenant.AddUser(Role.Member);
        await tenant.Ask("PUT", "/roles/role-maker", """{"name":"Role maker","permissions":["roles:write"]}""");
        await tenant.Ask("PUT", $"/teams/{tenant.Team}/roles", """{"customRoles":["role-maker"]}""");
        await tenant.Ask("PUT", $"/teams/{tenant.Team}/members/{user}");
        await tenant.Ask("PUT", "/roles/strong", """{"name":"Strong","permissions":["members:write"]}""");

        Assert.Equal(200, (await Put("own", "roles:write")).Status);
        (await Put("more", "members:write")).IsProblem(403, "role_above_own", $"{tenant.Path}/roles/more");
        (await Put("strong", "members:read")).IsProblem(403, "role_above_own", $"{tenant.Path}/roles/strong");
        (await host.Http.Ask("DELETE", $"{tenant.Path}/roles/strong", @as: token)).IsProblem(403, "role_above_own", $"{tenant.Path}/roles/strong");

        Task<Reply> Put(string key, string permission)
            => host.Http.Ask("PUT", $"{tenant.Path}/roles/{key}", $$"""{"name":"Mine","permissions":["{{permission}}"]}""", token);
    }

    [Fact]
    public async Task A_plan_without_the_feature_has_no_custom_roles()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Ask("PUT", "/roles/support", Support);
        await tenant.Follow(terms => terms with { Features = terms.Features.SetItem("customRoles", false) });

        foreach (var (method, body) in ((string, string?)[])[("PUT", Support), ("DELETE", null)])
        {
            var reply = await tenant.Ask(method, "/roles/support", body);
            Assert.Equal((402, "feature_not_in_plan"), (reply.Status, reply.Code));
            Assert.Equal(("customRoles", "standard"), (reply.At("feature"), reply.At("upgradeTo")));
        }

        Assert.Equal(200, (await tenant.Ask("GET", "/roles/support")).Status);
        Assert.Equal(200, (await tenant.Ask("GET", "/roles")).Status);
    }

    private static async Task<(string, string?)> Read(Task<Reply> asking)
    {
        var reply = await asking;
        return (reply.Text, reply.Tag);
    }
}
