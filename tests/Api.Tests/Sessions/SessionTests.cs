namespace Tenantry.Api.Tests;

public sealed class SessionTests(ApiHost host)
{
    [Fact]
    public async Task The_sessions_that_go_on_are_listed_page_by_page()
    {
        var tenant = await Tenant.SignUp(host);
        await host.LogIn(tenant.Email);
        await host.LogIn(tenant.Email);

        var first = await host.Http.Ask("GET", "/v1/me/sessions?limit=2", @as: tenant.Admin);
        var second = await host.Http.Ask("GET", $"/v1/me/sessions?limit=2&after={first.At("page.next")}", @as: tenant.Admin);

        Assert.Equal(2, first.Json["data"]!.AsArray().Count);
        Assert.Single(second.Json["data"]!.AsArray());
        Assert.Null(second.At("page.next"));
        var own = first.Json["data"]![0]!;
        Assert.True((bool)own["current"]!);
        Assert.False((bool)first.Json["data"]![1]!["current"]!);
        Assert.Equal("127.0.0.1", (string?)own["address"]);
        Assert.Equal(["pwd"], own["methods"]!.AsArray().Select(method => (string?)method));
        Assert.True(((DateTimeOffset)own["expiresAt"]!) > DateTimeOffset.UtcNow.AddDays(1));
        Assert.NotNull(own["createdAt"]);
        Assert.NotNull(own["lastUsedAt"]);
    }

    [Fact]
    public async Task A_session_is_ended_with_its_tokens()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await host.LogIn(tenant.Email);
        var id = await Current(other.At("access_token")!);

        Assert.Equal(204, (await host.Http.Ask("DELETE", $"/v1/me/sessions/{id}", @as: tenant.Admin)).Status);

        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/me", @as: other.At("access_token"))).Status);
        Assert.Equal(400, (await host.Refresh(other.At("refresh_token")!)).Status);
        Assert.DoesNotContain(id, await Ids(tenant.Admin));
        Assert.Equal(204, (await host.Http.Ask("DELETE", $"/v1/me/sessions/{id}", @as: tenant.Admin)).Status);
    }

    [Fact]
    public async Task Anothers_session_is_not_found()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);
        var id = await Current(other.Admin);

        (await host.Http.Ask("DELETE", $"/v1/me/sessions/{id}", @as: tenant.Admin)).IsProblem(404, "session_not_found", $"/v1/me/sessions/{id}");
        Assert.Equal(200, (await host.Http.Ask("GET", "/v1/me", @as: other.Admin)).Status);
    }

    [Fact]
    public async Task All_others_are_ended_and_the_one_that_asks_goes_on()
    {
        var tenant = await Tenant.SignUp(host);
        var mine = await host.LogIn(tenant.Email);
        await host.LogIn(tenant.Email);

        Assert.Equal(204, (await host.Http.Ask("DELETE", "/v1/me/sessions?except=current", @as: mine.At("access_token"))).Status);

        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/me", @as: tenant.Admin)).Status);
        Assert.Equal([await Current(mine.At("access_token")!)], await Ids(mine.At("access_token")!));
        Assert.Equal(200, (await host.Refresh(mine.At("refresh_token")!)).Status);
        Assert.Equal(204, (await host.Http.Ask("DELETE", $"/v1/me/sessions/{await Current(mine.At("access_token")!)}", @as: mine.At("access_token"))).Status);
        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/me", @as: mine.At("access_token"))).Status);
    }

    [Fact]
    public async Task All_are_ended()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await host.LogIn(tenant.Email);

        Assert.Equal(204, (await host.Http.Ask("DELETE", "/v1/me/sessions", @as: tenant.Admin)).Status);

        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/me", @as: tenant.Admin)).Status);
        Assert.Equal(400, (await host.Refresh(other.At("refresh_token")!)).Status);
        var again = await host.SignIn(tenant.Email, Tenant.Password);
        Assert.Equal([await Current(again)], await Ids(again));
    }

    [Fact]
    public async Task Only_the_current_one_can_be_excepted()
    {
        var tenant = await Tenant.SignUp(host);
        Assert.Equal("invalid_parameter", (await host.Http.Ask("DELETE", "/v1/me/sessions?except=all", @as: tenant.Admin)).Code);
    }

    private async Task<string> Current(string token)
        => (string)(await host.Http.Ask("GET", "/v1/me/sessions", @as: token)).Json["data"]!.AsArray().Single(one => (bool)one!["current"]!)!["id"]!;

    private async Task<string[]> Ids(string token)
        => [.. (await host.Http.Ask("GET", "/v1/me/sessions", @as: token)).Json["data"]!.AsArray().Select(one => (string)one!["id"]!)];
}
