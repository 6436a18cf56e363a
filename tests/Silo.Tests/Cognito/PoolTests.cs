using System.Text.Json.Nodes;

namespace Tenantry.Silo.Tests;

/// <summary>People in a user pool: what is decided here reaches it, and its tokens are good here.</summary>
public sealed class PoolTests : IAsyncLifetime
{
    private PoolProgram _program = null!;

    public async ValueTask InitializeAsync() => _program = await PoolProgram.Start();

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
            await _program.DisposeAsync();
    }

    [Fact]
    public async Task A_sign_up_makes_the_tenants_group_and_a_user_who_signs_in_at_the_pool()
    {
        var (organization, user) = await _program.SignUp("ada@acme.example");

        var attributes = await _program.Pool.AttributesOf("ada@acme.example");
        Assert.Equal((organization, "admin", "false"), (attributes["custom:tenantId"], attributes["custom:role"], attributes["email_verified"]));
        Assert.Equal(["ada@acme.example"], await _program.Pool.MembersOf(organization));

        var (access, id) = await _program.Pool.SignIn("ada@acme.example", Tenant.Password);
        var me = await _program.Ask("GET", "/v1/me", token: access);
        Assert.Equal((200, user), (me.Status, (string?)me.Body!["id"]));
        Assert.Equal(200, (await _program.Ask("GET", $"/v1/organizations/{organization}", token: access)).Status);
        Assert.Equal((200, user), (await _program.Ask("POST", "/v1/session", new { }, access)) is var again ? (again.Status, (string?)again.Body!["id"]) : default);

        // An id token says who somebody is and opens nothing.
        Assert.Equal(401, (await _program.Ask("GET", "/v1/me", token: id)).Status);
        // No password is kept here.
        using var form = new FormUrlEncodedContent(
            [new("grant_type", "password"), new("username", "ada@acme.example"), new("password", Tenant.Password)]);
        using var refused = await _program.Http.PostAsync(new Uri("/oauth/token", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Contains("unauthorized_client", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Membership_and_role_are_followed()
    {
        var (first, admin) = await _program.SignUp("ada@acme.example");
        var (second, bob) = await _program.SignUp("bob@other.example");
        var @operator = await _program.Operator();
        var access = (await _program.Pool.SignIn("bob@other.example", Tenant.Password)).Access;

        Assert.Equal(201, (await _program.Ask("POST", $"/v1/admin/organizations/{second}/members", new { user = admin, role = "admin" }, @operator)).Status);
        await Eventually.Holds(
            async () => (await _program.Pool.MembersOf(second)).Contains("ada@acme.example"), PoolProgram.Soon, "Ada is in the second group");
        Assert.Equal(first, (await _program.Pool.AttributesOf("ada@acme.example"))["custom:tenantId"]);

        var ada = (await _program.Pool.SignIn("ada@acme.example", Tenant.Password)).Access;
        Assert.Equal(200, (await _program.Ask("PATCH", $"/v1/organizations/{second}/members/{bob}", new { role = "viewer" }, access)).Status);
        await Eventually.Holds(
            async () => (await _program.Pool.AttributesOf("bob@other.example"))["custom:role"] == "viewer", PoolProgram.Soon, "Bob is viewer in the pool");

        Assert.Equal(204, (await _program.Ask("DELETE", $"/v1/organizations/{second}/members/{bob}", token: ada)).Status);
        await Eventually.Holds(
            async () => !(await _program.Pool.MembersOf(second)).Contains("bob@other.example"), PoolProgram.Soon, "Bob is out of the group");
        Assert.NotEmpty(await _program.Pool.AttributesOf("bob@other.example"));
    }

    [Fact]
    public async Task Who_is_disabled_or_closes_the_account_is_so_at_the_pool()
    {
        var (organization, _) = await _program.SignUp("ada@acme.example");
        var @operator = await _program.Operator();
        var ada = (await _program.Pool.SignIn("ada@acme.example", Tenant.Password)).Access;
        var colleague = new { email = "bob@acme.example", name = "Bob", password = Tenant.Password, role = "member" };
        var made = await _program.Ask("POST", $"/v1/organizations/{organization}/users", colleague, ada);
        Assert.Equal(201, made.Status);
        var bob = (string)made.Body!["id"]!;
        await Eventually.Holds(
            async () => (await _program.Pool.MembersOf(organization)).Contains("bob@acme.example"), PoolProgram.Soon, "Bob is in the group");
        // Made by an admin, and signs in with the password that the admin gave.
        var access = (await _program.Pool.SignIn("bob@acme.example", Tenant.Password)).Access;
        Assert.Equal(200, (await _program.Ask("GET", "/v1/me", token: access)).Status);

        Assert.Equal(200, (await _program.Ask("POST", $"/v1/admin/users/{bob}/disable", new { reason = "left" }, @operator)).Status);
        Assert.Equal(401, (await _program.Ask("GET", "/v1/me", token: access)).Status);
        await Eventually.Holds(async () => !await _program.Pool.IsEnabled("bob@acme.example"), PoolProgram.Soon, "Bob is disabled in the pool");

        Assert.Equal(200, (await _program.Ask("POST", $"/v1/admin/users/{bob}/enable", token: @operator)).Status);
        await Eventually.Holds(async () => await _program.Pool.IsEnabled("bob@acme.example"), PoolProgram.Soon, "Bob is enabled in the pool");
        Assert.Equal(204, (await _program.Ask("DELETE", $"/v1/organizations/{organization}/members/{bob}", token: ada)).Status);
        await Eventually.Holds(
            async () => !(await _program.Pool.MembersOf(organization)).Contains("bob@acme.example"), PoolProgram.Soon, "Bob is out of the group");

        // A token of the second in which all before were ended is no good.
        await Eventually.Holds(
            async () =>
            {
                access = (await _program.Pool.SignIn("bob@acme.example", Tenant.Password)).Access;
                return (await _program.Ask("GET", "/v1/me", token: access)).Status == 200;
            },
            PoolProgram.Soon, "Bob is let in again");
        Assert.Equal(409, (await _program.Ask("POST", "/v1/me/totp", new { password = Tenant.Password }, access)).Status);
        Assert.Equal(204, (await _program.Ask("POST", "/v1/me/close", new { }, access)).Status);
        await Eventually.Holds(async () => !await _program.Pool.Has("bob@acme.example"), PoolProgram.Soon, "Bob is gone from the pool");
        Assert.True(await _program.Pool.Has("ada@acme.example"));
    }

    [Fact]
    public async Task Somebody_elses_user_of_the_pool_is_never_taken_over_and_an_operator_sees_it()
    {
        await _program.Pool.SelfSignUp("eve@acme.example", "eves-own-password-1", verified: true);
        using var answer = await _program.Http.SignUp(Tenant.Body("Acme", "eve@acme.example"));
        var made = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.True(answer.IsSuccessStatusCode, made.ToJsonString());
        var (organization, user) = ((string)made["organization"]!["id"]!, (string)made["user"]!["id"]!);
        var @operator = await _program.Operator();

        await Eventually.Holds(async () => await _program.Identity(organization, @operator) == "failed", PoolProgram.Soon, "the organization says that it failed");
        var parked = (await _program.Ask("GET", "/v1/admin/pool-users", token: @operator)).Body!["data"]!.AsArray().Single()!;
        Assert.Equal((user, "parked", 1), ((string?)parked["id"], (string?)parked["status"], (int)parked["attempts"]!));
        Assert.Contains("was not made here", (string?)parked["lastError"], StringComparison.Ordinal);
        // Their password still is theirs.
        Assert.NotEmpty((await _program.Pool.SignIn("eve@acme.example", "eves-own-password-1")).Access);

        await _program.Pool.AskPool("AdminDeleteUser", ("Username", "eve@acme.example"));
        Assert.Equal(200, (await _program.Ask("POST", $"/v1/admin/pool-users/{user}/retry", token: @operator)).Status);
        await Eventually.Holds(async () => await _program.Identity(organization, @operator) == "ready", PoolProgram.Soon, "the pool has followed");
        Assert.NotEmpty((await _program.Pool.SignIn("eve@acme.example", Tenant.Password)).Access);
        await Eventually.Holds(
            async () => (await _program.Ask("GET", "/v1/admin/pool-users", token: @operator)).Body!["data"]!.AsArray().Count == 0,
            PoolProgram.Soon, "nothing is shown any more");
        Assert.Equal(404, (await _program.Ask("POST", $"/v1/admin/pool-users/{user}/retry", token: @operator)).Status);
    }

    [Fact]
    public async Task Who_signed_up_at_the_pool_gets_an_account_with_the_first_call()
    {
        await _program.Pool.SelfSignUp("grace@navy.example", "graces-own-password-1", verified: true);
        var (access, id) = await _program.Pool.SignIn("grace@navy.example", "graces-own-password-1");

        var stranger = await _program.Ask("GET", "/v1/me", token: access);
        Assert.Equal(401, stranger.Status);
        Assert.Contains("POST /v1/session makes it", stranger.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);

        var made = await _program.Ask("POST", "/v1/session", new { organization = new { name = "Navy Yard" } }, access);
        Assert.Equal(201, made.Status);
        Assert.Equal(("grace@navy.example", "true"), ((string?)made.Body!["email"], made.Body["emailVerified"]!.ToJsonString()));
        var organization = made.Body["organizations"]!.AsArray().Single()!;
        Assert.Equal(("Navy Yard", "admin"), ((string?)organization["name"], (string?)organization["role"]));

        Assert.Equal(200, (await _program.Ask("GET", "/v1/me", token: access)).Status);
        var again = await _program.Ask("POST", "/v1/session", new { idToken = id }, access);
        Assert.Equal((200, (string?)made.Body["id"]), (again.Status, (string?)again.Body!["id"]));

        var tenant = (string)organization["id"]!;
        await Eventually.Holds(
            async () => (await _program.Pool.AttributesOf("grace@navy.example")).GetValueOrDefault("custom:tenantId") == tenant,
            PoolProgram.Soon, "the pool knows the tenant");
        var @operator = await _program.Operator();
        await Eventually.Holds(async () => await _program.Identity(tenant, @operator) == "ready", PoolProgram.Soon, "the pool has followed");
        await Eventually.Holds(
            async () => (await _program.Pool.MembersOf(tenant)).Contains("grace@navy.example"), PoolProgram.Soon, "Grace is in the group");
        Assert.NotEmpty((await _program.Pool.SignIn("grace@navy.example", "graces-own-password-1")).Access);
    }
}
