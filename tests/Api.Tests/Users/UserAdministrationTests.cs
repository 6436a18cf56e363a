namespace Tenantry.Api.Tests;

public sealed class UserAdministrationTests(ApiHost host)
{
    private const string Users = "/v1/admin/users";

    [Fact]
    public async Task A_user_is_added_found_read_and_changed()
    {
        var email = $"{Unique.Name()}@Example.com";
        var made = await Ask("POST", Users, $$"""{"email":"{{email}}","password":"{{Tenant.Password}}"}""");
        Assert.Equal((201, $"{Users}/{made.At("id")}", "\"1\""), (made.Status, made.Header("Location"), made.Tag));
        Assert.NotEmpty(await host.SignIn(email, Tenant.Password));

        var found = await Ask("GET", $"{Users}?email={email.ToUpperInvariant()}");
        Assert.Equal(made.At("id"), (string?)Assert.Single(found.Json["data"]!.AsArray())!["id"]);
        var path = $"{Users}/{made.At("id")}";
        var changed = await host.Http.Ask("PATCH", path, """{"name":"Grace"}""", host.Operator, ("If-Match", made.Tag!));
        Assert.Equal((200, "Grace", "\"2\""), (changed.Status, changed.At("name"), changed.Tag));
        (await host.Http.Ask("PATCH", path, """{"name":"Ada"}""", host.Operator, ("If-Match", made.Tag!))).IsProblem(412, "revision_mismatch", path);
        Assert.Equal("Grace", (await Ask("GET", path)).At("name"));
        (await Ask("POST", Users, $$"""{"email":"{{email}}","password":"{{Tenant.Password}}"}""")).IsProblem(409, "email_taken", Users);
    }

    [Theory]
    [InlineData("nobody@example.com", 200)]
    [InlineData("not-an-address", 200)]
    [InlineData("", 400)]
    public async Task An_address_of_nobody_finds_nobody(string email, int status)
    {
        var reply = await Ask("GET", $"{Users}?email={email}");

        Assert.Equal(status, reply.Status);
        if (status == 200)
            Assert.Empty(reply.Json["data"]!.AsArray());
    }

    [Fact]
    public async Task All_users_are_listed_once_a_page_at_a_time()
    {
        var tenants = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Tenant.SignUp(host)));

        foreach (var limit in (int[])[1, 7, 100])
        {
            var ids = new List<string>();
            string? next = null;
            do
            {
                var page = await Ask("GET", $"{Users}?limit={limit}{(next is null ? "" : $"&after={Uri.EscapeDataString(next)}")}");
                var items = page.Json["data"]!.AsArray();
                Assert.InRange(items.Count, 0, limit);
                ids.AddRange(items.Select(user => (string)user!["id"]!));
                next = (string?)page.Json["page"]!["next"];
            }
            while (next is not null);

            Assert.Distinct(ids);
            Assert.Subset(ids.ToHashSet(), tenants.Select(tenant => tenant.User).ToHashSet());
            Assert.Equal(ids.OrderBy(id => id[^1]).ThenBy(id => id, StringComparer.Ordinal), ids);
        }
    }

    [Fact]
    public async Task A_user_who_is_not_there_is_not_found()
    {
        var path = $"{Users}/{Unique.Id<UserId>()}";
        (await Ask("GET", path)).IsProblem(404, "user_not_found", path);
        (await Ask("PATCH", path, """{"name":"Ada"}""")).IsProblem(404, "user_not_found", path);
        (await Ask("POST", $"{path}/disable", """{"reason":"spam"}""")).IsProblem(404, "user_not_found", $"{path}/disable");
        (await Ask("POST", $"{path}/enable")).IsProblem(404, "user_not_found", $"{path}/enable");
        (await Ask("POST", $"{path}/end-sessions")).IsProblem(404, "user_not_found", $"{path}/end-sessions");
    }

    [Fact]
    public async Task A_disabled_user_is_out_from_the_next_request_and_looks_like_nobody()
    {
        var tenant = await Tenant.SignUp(host);
        var tokens = await host.LogIn(tenant.Email, Tenant.Password);
        var path = $"{Users}/{tenant.User}";
        // Seen before, so its signature is remembered.
        Assert.Equal(200, (await tenant.Ask("GET", "")).Status);

        var disabled = await Ask("POST", $"{path}/disable", """{"reason":"stolen laptop"}""");
        Assert.Equal((200, "stolen laptop", "true"), (disabled.Status, disabled.At("disabledReason"), disabled.Json["disabled"]!.ToJsonString()));

        (await tenant.Ask("GET", "")).IsProblem(401, "unauthenticated", tenant.Path);
        (await host.Http.Ask("GET", "/v1/me", @as: tokens.At("access_token"))).IsProblem(401, "unauthenticated", "/v1/me");
        Assert.Equal("invalid_grant", (await Refresh(tokens)).At("error"));
        var right = await host.LogIn(tenant.Email, Tenant.Password);
        var nobody = await host.LogIn("nobody@example.com", Tenant.Password);
        Assert.Equal((nobody.Status, nobody.Text), (right.Status, right.Text));
        Assert.Equal(Comparable(nobody), Comparable(right));

        // Repeating it keeps the first reason; what was ended stays ended.
        Assert.Equal("stolen laptop", (await Ask("POST", $"{path}/disable", """{"reason":"other"}""")).At("disabledReason"));
        Assert.Equal("false", (await Ask("POST", $"{path}/enable")).Json["disabled"]!.ToJsonString());
        (await tenant.Ask("GET", "")).IsProblem(401, "unauthenticated", tenant.Path);
        Assert.Equal("invalid_grant", (await Refresh(tokens)).At("error"));
        Assert.NotEmpty(await host.SignIn(tenant.Email, Tenant.Password));
    }

    [Fact]
    public async Task Sessions_that_are_ended_are_over_and_new_ones_begin()
    {
        var tenant = await Tenant.SignUp(host);

        Assert.Equal(204, (await Ask("POST", $"{Users}/{tenant.User}/end-sessions")).Status);

        (await tenant.Ask("GET", "")).IsProblem(401, "unauthenticated", tenant.Path);
        Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: await host.SignIn(tenant.Email, Tenant.Password))).Status);
    }

    [Fact]
    public async Task Suspending_an_organization_leaves_each_users_own_state_as_it_was()
    {
        var tenant = await Tenant.SignUp(host);
        var (disabled, _) = await tenant.AddUser(Role.Member);
        var (closedOut, closedOutToken) = await tenant.AddUser(Role.Member);
        var (enabled, enabledToken) = await tenant.AddUser(Role.Member);
        Assert.Equal(200, (await Ask("POST", $"{Users}/{disabled}/disable", """{"reason":"left"}""")).Status);
        Assert.Equal(200, (await tenant.Ask("POST", $"/members/{closedOut}/disable")).Status);

        await tenant.Suspend();
        Assert.Equal(200, (await Ask("POST", $"/v1/admin/organizations/{tenant.Organization}/reactivate")).Status);

        Assert.Equal("true", (await Ask("GET", $"{Users}/{disabled}")).Json["disabled"]!.ToJsonString());
        Assert.Equal("false", (await Ask("GET", $"{Users}/{closedOut}")).Json["disabled"]!.ToJsonString());
        Assert.Equal("true", (await tenant.Ask("GET", $"/members/{closedOut}")).Json["disabled"]!.ToJsonString());
        Assert.Equal("false", (await tenant.Ask("GET", $"/members/{enabled}")).Json["disabled"]!.ToJsonString());
        Assert.Equal(404, (await host.Http.Ask("GET", tenant.Path, @as: closedOutToken)).Status);
        Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: enabledToken)).Status);
    }

    private Task<Reply> Ask(string method, string path, string? body = null) => host.Http.Ask(method, path, body, host.Operator);

    private async Task<Reply> Refresh(Reply tokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("refresh_token", tokens.At("refresh_token")!)]),
        };
        return await host.Http.Receive(request);
    }

    private static IEnumerable<string> Comparable(Reply reply)
        => reply.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order();
}
