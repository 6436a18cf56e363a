namespace Tenantry.Api.Tests;

public sealed class TeamTests(ApiHost host)
{
    [Fact]
    public async Task A_team_is_made_read_renamed_and_deleted()
    {
        var tenant = await Tenant.SignUp(host);
        var made = await tenant.Ask("POST", "/teams", """{"name":" Design "}""");
        Assert.Equal((201, "Design"), (made.Status, made.At("name")));
        Assert.Equal(["id", "name", "role", "customRoles", "createdAt"], made.Json.AsObject().Select(member => member.Key));
        Assert.Equal($"{tenant.Path}/teams/{made.At("id")}", made.Headers.Location?.ToString());

        var path = $"/teams/{made.At("id")}";
        var read = await tenant.Ask("GET", path);
        Assert.Equal((200, made.Text, made.Tag), (read.Status, read.Text, read.Tag));
        Assert.Equal(304, (await tenant.Ask("GET", path, headers: ("If-None-Match", made.Tag!))).Status);

        var renamed = await tenant.Ask("PATCH", path, """{"name":"Looks"}""", ("If-Match", made.Tag!));
        Assert.Equal((200, "Looks"), (renamed.Status, renamed.At("name")));
        Assert.NotEqual(made.Tag, renamed.Tag);
        (await tenant.Ask("PATCH", path, """{"name":"Feel"}""", ("If-Match", made.Tag!))).IsProblem(412, "revision_mismatch", tenant.Path + path);
        Assert.Equal("Looks", (await tenant.Ask("GET", path)).At("name"));

        Assert.Equal((204, ""), await Result(tenant.Ask("DELETE", path)));
        (await tenant.Ask("GET", path)).IsProblem(404, "team_not_found", tenant.Path + path);
        (await tenant.Ask("DELETE", path)).IsProblem(404, "team_not_found", tenant.Path + path);
        Assert.Equal(["Everybody"], (await Names(tenant, "/teams")));
    }

    [Fact]
    public async Task A_team_needs_a_name_of_its_own_in_any_case()
    {
        var tenant = await Tenant.SignUp(host);
        var made = await tenant.Ask("POST", "/teams", """{"name":"Design"}""");

        (await tenant.Ask("POST", "/teams", """{"name":"DESIGN"}""")).IsProblem(409, "team_name_taken", $"{tenant.Path}/teams");
        (await tenant.Ask("PATCH", $"/teams/{tenant.Team}", """{"name":"design"}""")).IsProblem(409, "team_name_taken", $"{tenant.Path}/teams/{tenant.Team}");
        Assert.Equal(200, (await tenant.Ask("PATCH", $"/teams/{made.At("id")}", """{"name":"DESIGN"}""")).Status);

        Assert.Equal(204, (await tenant.Ask("DELETE", $"/teams/{made.At("id")}")).Status);
        Assert.Equal(201, (await tenant.Ask("POST", "/teams", """{"name":"design"}""")).Status);
    }

    [Fact]
    public async Task A_repeated_create_with_a_key_makes_one_team()
    {
        var tenant = await Tenant.SignUp(host);
        var first = await tenant.Ask("POST", "/teams", """{"name":"Design"}""", ("Idempotency-Key", "design"));
        var again = await tenant.Ask("POST", "/teams", """{"name":"Design"}""", ("Idempotency-Key", "design"));

        Assert.Equal((201, first.Text, first.Tag, "true"), (again.Status, again.Text, again.Tag, again.Header("Idempotency-Replayed")));
        Assert.Equal(["Everybody", "Design"], await Names(tenant, "/teams"));
    }

    [Fact]
    public async Task Members_are_put_into_a_team_and_taken_out()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, _) = await tenant.AddUser(Role.Member);
        var members = $"/teams/{tenant.Team}/members";

        Assert.Equal((204, ""), await Result(tenant.Ask("PUT", $"{members}/{user}")));
        Assert.Equal((204, ""), await Result(tenant.Ask("PUT", $"{members}/{user}")));
        Assert.Equal((204, ""), await Result(tenant.Ask("PUT", $"{members}/{tenant.User}")));
        var list = (await tenant.Ask("GET", members)).Json["data"]!.AsArray();
        Assert.Equal([tenant.User, user], list.Select(member => (string?)member!["id"]));
        Assert.Equal(["id", "email", "name", "joinedAt"], list[0]!.AsObject().Select(member => member.Key));
        Assert.Equal(tenant.Email, (string?)list[0]!["email"]);

        Assert.Equal((204, ""), await Result(tenant.Ask("DELETE", $"{members}/{tenant.User}")));
        Assert.Equal((204, ""), await Result(tenant.Ask("DELETE", $"{members}/{tenant.User}")));
        Assert.Equal([user], (await tenant.Ask("GET", members)).Json["data"]!.AsArray().Select(member => (string?)member!["id"]));
    }

    [Fact]
    public async Task A_teams_role_holds_from_the_next_request_until_it_is_taken()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, token) = await tenant.AddUser(Role.Viewer);
        await tenant.Ask("PUT", $"/teams/{tenant.Team}/members/{user}");
        Assert.Equal(403, await MakeProject(token));

        var given = await tenant.Ask("PUT", $"/teams/{tenant.Team}/roles", """{"role":"editor"}""");
        Assert.Equal((200, "manager"), (given.Status, given.At("role")));
        Assert.Equal(given.Text, (await tenant.Ask("GET", "/teams")).Json["data"]![0]!.ToJsonString());
        Assert.Equal(201, await MakeProject(token));

        var taken = await tenant.Ask("PUT", $"/teams/{tenant.Team}/roles", "{}");
        Assert.Equal((200, null), (taken.Status, taken.At("role")));
        Assert.NotEqual(given.Tag, taken.Tag);
        Assert.Equal(403, await MakeProject(token));

        async Task<int> MakeProject(string @as) => (await host.Http.Ask("POST", $"{tenant.Path}/projects", """{"name":"Shop"}""", @as)).Status;
    }

    [Fact]
    public async Task Nobody_gives_through_a_team_what_they_do_not_hold()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, manager) = await tenant.AddUser(Role.Manager);
        var team = $"{tenant.Path}/teams/{tenant.Team}";
        (await host.Http.Ask("PUT", $"{team}/roles", """{"role":"admin"}""", manager)).IsProblem(403, "role_above_own", $"{team}/roles");
        Assert.Equal(200, (await tenant.Ask("PUT", $"/teams/{tenant.Team}/roles", """{"role":"admin"}""")).Status);

        (await host.Http.Ask("PUT", $"{team}/members/{user}", @as: manager)).IsProblem(403, "role_above_own", $"{team}/members/{user}");
        (await host.Http.Ask("DELETE", $"{team}/members/{user}", @as: manager)).IsProblem(403, "role_above_own", $"{team}/members/{user}");
        (await host.Http.Ask("PUT", $"{team}/roles", "{}", manager)).IsProblem(403, "role_above_own", $"{team}/roles");
        (await host.Http.Ask("DELETE", team, @as: manager)).IsProblem(403, "role_above_own", team);
        Assert.Equal(204, (await tenant.Ask("PUT", $"/teams/{tenant.Team}/members/{user}")).Status);
        Assert.Equal(204, (await host.Http.Ask("DELETE", team, @as: manager)).Status);
        Assert.Equal(403, (await host.Http.Ask("PATCH", tenant.Path, """{"name":"Mine"}""", manager)).Status);
    }

    [Theory]
    [InlineData("""{"role":"boss"}""", """{"role":["must be admin, manager, member or viewer"]}""")]
    [InlineData("""{"role":3}""", """{"role":["must be a string"]}""")]
    [InlineData("""{"role":null}""", """{"role":["must not be null"]}""")]
    [InlineData("""{"customRoles":null}""", """{"customRoles":["must not be null"]}""")]
    [InlineData("""{"customRoles":["a",1]}""", """{"customRoles.1":["must be a string"]}""")]
    [InlineData("""{"customRoles":["a",null]}""", """{"customRoles.1":["must not be null"]}""")]
    public async Task What_is_no_role_is_refused(string body, string errors)
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"/teams/{tenant.Team}/roles";
        (await tenant.Ask("PUT", path, body)).IsProblem(400, "validation_failed", tenant.Path + path, errors);
    }

    [Fact]
    public async Task A_team_cannot_hold_a_role_that_is_not_there()
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"/teams/{tenant.Team}/roles";
        (await tenant.Ask("PUT", path, """{"customRoles":["billing"]}""")).IsProblem(404, "role_not_found", tenant.Path + path);
    }

    [Fact]
    public async Task What_belongs_to_another_tenant_is_not_there()
    {
        var ours = await Tenant.SignUp(host);
        var theirs = await Tenant.SignUp(host);
        foreach (var (method, path, body) in ((string, string, string?)[])
                 [
                     ("GET", "", null), ("PATCH", "", """{"name":"Mine"}"""), ("DELETE", "", null), ("PUT", "/roles", """{"role":"admin"}"""),
                     ("GET", "/members", null), ("PUT", $"/members/{ours.User}", null), ("DELETE", $"/members/{ours.User}", null),
                 ])
        {
            var reply = await ours.Ask(method, $"/teams/{theirs.Team}{path}", body);
            reply.IsProblem(404, "team_not_found", $"{ours.Path}/teams/{theirs.Team}{path}");
        }

        var stranger = $"/teams/{ours.Team}/members/{theirs.User}";
        (await ours.Ask("PUT", stranger)).IsProblem(404, "member_not_found", ours.Path + stranger);
        (await ours.Ask("DELETE", stranger)).IsProblem(404, "member_not_found", ours.Path + stranger);
    }

    private static async Task<(int, string)> Result(Task<Reply> asking)
    {
        var reply = await asking;
        return (reply.Status, reply.Text);
    }

    private static async Task<IEnumerable<string?>> Names(Tenant tenant, string path)
        => (await tenant.Ask("GET", path)).Json["data"]!.AsArray().Select(team => (string?)team!["name"]);
}
