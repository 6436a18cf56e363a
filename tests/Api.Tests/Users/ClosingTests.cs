namespace Tenantry.Api.Tests;

public sealed class ClosingTests(ApiHost host)
{
    private const string Body = $$"""{"password":"{{Tenant.Password}}"}""";

    [Fact]
    public async Task What_must_be_handed_over_first_is_said()
    {
        var tenant = await Tenant.SignUp(host);
        var second = await host.Http.Ask("POST", "/v1/organizations", """{"name":"Second"}""", tenant.Admin);

        var refused = await Close(tenant.Admin);

        Assert.Equal((409, "hand_over_first"), (refused.Status, refused.Code));
        Assert.Equal(
            new[] { tenant.Organization, second.At("id") }.Order(),
            refused.Json["organizations"]!.AsArray().Select(organization => (string?)organization!["id"]).Order());
        Assert.Contains(refused.Json["organizations"]!.AsArray(), organization => (string?)organization!["name"] == "Second");
        Assert.Equal(200, (await tenant.Ask("GET", "/members")).Status);
    }

    [Fact]
    public async Task A_closed_account_is_gone_and_its_address_free()
    {
        var tenant = await Tenant.SignUp(host);
        var (other, admin) = await tenant.AddUser(Role.Admin);
        var refresh = (await host.LogIn(tenant.Email)).At("refresh_token")!;

        Assert.Equal(204, (await Close(tenant.Admin)).Status);

        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/me", @as: tenant.Admin)).Status);
        Assert.Equal(400, (await host.Refresh(refresh)).Status);
        Assert.Equal(400, (await host.LogIn(tenant.Email)).Status);
        var members = (await host.Http.Ask("GET", $"{tenant.Path}/members", @as: admin)).Json["data"]!.AsArray();
        Assert.Empty((await host.Grains.Lists().Sessions(UserId.Wrap(tenant.User), null, null, 100)).Items);
        Assert.Equal([other], members.Select(member => (string?)member!["id"]));
        Assert.Equal(201, (await host.Http.Ask("POST", "/v1/signups", Tenant.Body(tenant.Email.Split('@')[0]))).Status);
    }

    [Fact]
    public async Task Closing_takes_the_password()
    {
        var tenant = await Tenant.SignUp(host);

        (await host.Http.Ask("POST", "/v1/me/close", """{"password":"something else"}""", tenant.Admin)).IsProblem(403, "password_wrong", "/v1/me/close");
        (await host.Http.Ask("POST", "/v1/me/close", "{}", tenant.Admin)).IsProblem(400, "validation_failed", "/v1/me/close", """{"password":["is required"]}""");
        Assert.Equal(200, (await host.Http.Ask("GET", "/v1/me", @as: tenant.Admin)).Status);
    }

    [Fact]
    public async Task What_was_handed_over_lets_go()
    {
        var tenant = await Tenant.SignUp(host);
        var (other, _) = await tenant.AddUser(Role.Member);
        Assert.Equal("hand_over_first", (await Close(tenant.Admin)).Code);
        Assert.Equal(200, (await tenant.Ask("POST", "/transfer-admin", $$"""{"to":"{{other}}"}""")).Status);

        Assert.Equal(204, (await Close(tenant.Admin)).Status);
    }

    private Task<Reply> Close(string token) => host.Http.Ask("POST", "/v1/me/close", Body, token);
}
