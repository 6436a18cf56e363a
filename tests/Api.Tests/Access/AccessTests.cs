using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class AccessTests(ApiHost host)
{
    [Fact]
    public async Task Questions_are_answered_in_their_order()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);
        var (viewer, _) = await tenant.AddUser(Role.Viewer);

        var reply = await Check(
            tenant,
            (tenant.User, "projects:write", null),
            (viewer, "projects:write", null),
            (viewer, "projects:read", tenant.Project),
            (other.User, "projects:read", null),
            (tenant.User, "projects:read", other.Project),
            (Unique.Id<UserId>().Value, "projects:read", other.Project));

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            """
            {"answers":[{"allowed":true,"reason":"allowed"},{"allowed":false,"reason":"denied"},{"allowed":true,"reason":"allowed"},{"allowed":false,"reason":"notMember"},{"allowed":false,"reason":"denied"},{"allowed":false,"reason":"notMember"}]}
            """.Trim(),
            reply.Text);
    }

    [Fact]
    public async Task What_stops_a_member_is_the_reason()
    {
        var tenant = await Tenant.SignUp(host);
        var (manager, token) = await tenant.AddUser(Role.Manager);

        await tenant.Follow(terms => terms with { MembersFrozenAfter = 1 });
        Assert.Equal(["frozen", "allowed"], await Reasons("projects:write", "projects:read"));
        Assert.Equal((402, "frozen"), await Status("POST", "/projects", """{"name":"Shop"}"""));
        Assert.Equal((200, null), await Status("GET", "/projects"));

        await tenant.Follow(terms => terms with { MembersFrozenAfter = null, ProjectsFrozenAfter = -1 });
        Assert.Equal(["frozen", "allowed"], await Reasons("projects:write", "projects:read"));
        Assert.Equal((402, "frozen"), await Status("PATCH", $"/projects/{tenant.Project}", """{"name":"Shop"}"""));

        await tenant.Follow(terms => terms with { ProjectsFrozenAfter = null });
        Assert.Equal(["allowed", "allowed"], await Reasons("projects:write", "projects:read"));

        async Task<IEnumerable<string?>> Reasons(params string[] permissions)
        {
            var reply = await Check(tenant, [.. permissions.Select(permission => (manager, permission, (string?)tenant.Project))]);
            return reply.Json["answers"]!.AsArray().Select(answer => (string?)answer!["reason"]);
        }

        async Task<(int, string?)> Status(string method, string path, string? body = null)
        {
            var reply = await host.Http.Ask(method, tenant.Path + path, body, token);
            return (reply.Status, reply.Code);
        }
    }

    [Fact]
    public async Task A_user_whose_account_is_disabled_may_do_nothing_from_the_next_question_on()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, _) = await tenant.AddUser(Role.Manager);
        Assert.Equal(["allowed", "allowed"], await Reasons());

        Assert.Equal(200, (await host.Http.Ask("POST", $"/v1/admin/users/{user}/disable", """{"reason":"left"}""", host.Operator)).Status);

        Assert.Equal(["denied"], await Reasons(user));
        Assert.Equal(["denied", "allowed"], await Reasons());
        var told = await tenant.Ask("GET", $"/access/explain?user={user}&permission=projects:write");
        Assert.Equal(("false", "denied", "No. The user's account is disabled."), (told.At("allowed"), told.At("reason"), told.At("because")));
        Assert.Equal("""{"kind":"account","passed":false""", told.Json["gates"]![0]!.ToJsonString()[..32]);

        Assert.Equal(200, (await host.Http.Ask("POST", $"/v1/admin/users/{user}/enable", null, host.Operator)).Status);
        Assert.Equal(["allowed"], await Reasons(user));

        async Task<IEnumerable<string?>> Reasons(params string[] users)
        {
            var asked = users is [] ? [user, tenant.User] : users;
            var reply = await Check(tenant, [.. asked.Select(one => (one, "projects:write", (string?)null))]);
            return reply.Json["answers"]!.AsArray().Select(answer => (string?)answer!["reason"]);
        }
    }

    [Fact]
    public async Task Unknown_permissions_are_named()
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await Check(
            tenant, (tenant.User, "projects:read", null), (tenant.User, "projects:eat", null), (tenant.User, "", null), (tenant.User, "usage:read", null));

        reply.IsProblem(400, "validation_failed", $"{tenant.Path}/access/check", """
            {"questions.1.permission":["is not the name of a permission"],"questions.2.permission":["is not the name of a permission"]}
            """);
    }

    [Theory]
    [InlineData("""{}""", """{"questions":["is required"]}""")]
    [InlineData("""{"questions":null}""", """{"questions":["must not be null"]}""")]
    [InlineData("""{"questions":[]}""", """{"questions":["must be 1 to 100 questions"]}""")]
    [InlineData("""{"questions":[null]}""", """{"questions.0":["must not be null"]}""")]
    [InlineData("""{"questions":[7]}""", """{"questions.0":["must be an object"]}""")]
    [InlineData("""{"questions":[{}]}""", """{"questions.0.permission":["is required"],"questions.0.user":["is required"]}""")]
    [InlineData("""{"questions":[{"user":"me","permission":null,"more":1}]}""", """{"questions.0.more":["is not known"],"questions.0.permission":["must not be null"],"questions.0.user":["is not valid"]}""")]
    public async Task What_is_no_question_is_named(string body, string errors)
    {
        var tenant = await Tenant.SignUp(host);
        (await tenant.Ask("POST", "/access/check", body)).IsProblem(400, "validation_failed", $"{tenant.Path}/access/check", errors);
    }

    [Theory]
    [InlineData(100, 200)]
    [InlineData(101, 400)]
    public async Task A_hundred_can_be_asked_at_once(int count, int status)
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await Check(tenant, [.. Enumerable.Repeat((tenant.User, "projects:read", (string?)null), count)]);
        Assert.Equal(status, reply.Status);
        if (status == 200)
            Assert.Equal(count, reply.Json["answers"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_answer_is_explained_with_everything_that_led_to_it()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, _) = await tenant.AddUser(Role.Viewer);
        await tenant.Ask("PUT", "/roles/support", """{"name":"Support","permissions":["usage:write"]}""");
        await tenant.Ask("PUT", $"/teams/{tenant.Team}/roles", """{"role":"manager","customRoles":["support"]}""");
        await tenant.Ask("PUT", $"/teams/{tenant.Team}/members/{user}");

        var reply = await tenant.Ask("GET", $"/access/explain?user={user}&permission=projects:write&project={tenant.Project}");

        Assert.Equal(200, reply.Status);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse($$"""
            {
              "user": "{{user}}",
              "permission": "projects:write",
              "project": "{{tenant.Project}}",
              "allowed": true,
              "reason": "allowed",
              "because": "Yes. The user's team 'Everybody' is manager in the organization, which grants 'projects:write'.",
              "sources": [
                {
                  "kind": "teamRole", "role": "manager", "customRole": null, "team": "{{tenant.Team}}", "grants": true, "decides": true,
                  "because": "The user's team 'Everybody' is manager in the organization, which grants 'projects:write'."
                },
                {
                  "kind": "role", "role": "viewer", "customRole": null, "team": null, "grants": false, "decides": false,
                  "because": "The user is viewer in the organization, which does not grant 'projects:write'."
                },
                {
                  "kind": "teamCustomRole", "role": null, "customRole": "support", "team": "{{tenant.Team}}", "grants": false, "decides": false,
                  "because": "The user's team 'Everybody' holds the role 'support', which does not grant 'projects:write'."
                }
              ],
              "gates": [
                { "kind": "account", "passed": true, "feature": null, "because": "The user's account is not disabled." },
                { "kind": "suspension", "passed": true, "feature": null, "because": "The organization is not suspended." },
                { "kind": "memberFreeze", "passed": true, "feature": null, "because": "The member is within the plan's limit of members." },
                { "kind": "projectFreeze", "passed": true, "feature": null, "because": "The project is within the plan's limit of projects." }
              ]
            }
            """),
            reply.Json), reply.Text);
    }

    [Fact]
    public async Task A_no_is_explained_too()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);
        var (user, _) = await tenant.AddUser(Role.Viewer);

        await Says(user, "projects:write", "No. Nothing that the user holds grants 'projects:write'; the least built-in role that does is manager.");
        await Says(other.User, "projects:write", "No. The user is not a member of the organization.");
        await Says(tenant.User, $"projects:write&project={other.Project}", "No. The organization has no such project.");

        await tenant.Follow(terms => terms with { Features = terms.Features.SetItem("customRoles", false) });
        await Says(tenant.User, "roles:write", "No. 'roles:write' needs the feature 'customRoles', which the organization does not have.");

        async Task Says(string who, string what, string because)
        {
            var reply = await tenant.Ask("GET", $"/access/explain?user={who}&permission={what}");
            Assert.Equal((200, "false", because), (reply.Status, reply.At("allowed"), reply.At("because")));
        }
    }

    [Theory]
    [InlineData("", """{"user":["is not an id of the form usr_…"]}""")]
    [InlineData("user=me&permission=x", """{"user":["is not an id of the form usr_…"]}""")]
    [InlineData("user=USER", """{"permission":["must be the name of one permission"]}""")]
    [InlineData("user=USER&permission=a&permission=b", """{"permission":["must be the name of one permission"]}""")]
    [InlineData("user=USER&permission=projects:read&project=", """{"project":["is not an id of the form prj_…"]}""")]
    public async Task What_cannot_be_explained_is_named(string query, string errors)
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"/access/explain?{query.Replace("USER", tenant.User, StringComparison.Ordinal)}";
        (await tenant.Ask("GET", path)).IsProblem(400, "invalid_parameter", tenant.Path + path, errors);
    }

    [Fact]
    public async Task An_unknown_permission_cannot_be_explained()
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"/access/explain?user={tenant.User}&permission=projects:eat";
        (await tenant.Ask("GET", path)).IsProblem(
            400, "validation_failed", tenant.Path + path, """{"permission":["is not the name of a permission"]}""");
    }

    private static Task<Reply> Check(Tenant tenant, params (string User, string Permission, string? Project)[] questions)
    {
        var list = new JsonArray([.. questions.Select(question =>
        {
            var json = new JsonObject { ["user"] = question.User, ["permission"] = question.Permission };
            if (question.Project is not null)
                json["project"] = question.Project;
            return json;
        })]);
        return tenant.Ask("POST", "/access/check", new JsonObject { ["questions"] = list }.ToJsonString());
    }
}
