namespace Tenantry.Identity.Tests;

public sealed class RevocationTests(SiloFixture silo)
{
    [Fact]
    public async Task A_refresh_token_that_is_revoked_ends_its_session_and_no_other()
    {
        var account = await silo.SignUp();
        var (first, other) = (await silo.Host.LogIn(account), await silo.Host.LogIn(account));

        Assert.Equal(HttpStatusCode.OK, await Revoke(first.RefreshToken));

        Assert.Equal("invalid_grant", (await silo.Host.Refresh(first.RefreshToken)).Error);
        using var who = await silo.Host.Who($"Bearer {first.AccessToken}");
        Assert.Equal(HttpStatusCode.Unauthorized, who.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Refresh(other.RefreshToken)).Status);
    }

    [Fact]
    public async Task An_operators_refresh_token_is_revoked_too()
    {
        var @operator = await silo.Operator();
        var tokens = await silo.Host.LogIn(@operator.Email, Account.Password, "operator");

        using (var before = await silo.Host.Who($"Bearer {tokens.AccessToken}"))
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        Assert.Equal(HttpStatusCode.OK, await Revoke(tokens.RefreshToken));

        Assert.Equal("invalid_grant", (await silo.Host.Refresh(tokens.RefreshToken)).Error);
        using var who = await silo.Host.Who($"Bearer {tokens.AccessToken}");
        Assert.Equal(HttpStatusCode.Unauthorized, who.StatusCode);
    }

    [Fact]
    public async Task A_token_that_is_not_good_is_answered_as_one_that_was_revoked()
    {
        var tokens = await silo.Host.LogIn(await silo.SignUp());
        Assert.Equal(HttpStatusCode.OK, await Revoke(tokens.RefreshToken));

        Assert.Equal(HttpStatusCode.OK, await Revoke(tokens.RefreshToken));
        Assert.Equal(HttpStatusCode.OK, await Revoke("nonsense"));
    }

    [Fact]
    public async Task An_access_token_is_not_of_a_kind_that_can_be_revoked()
    {
        var tokens = await silo.Host.LogIn(await silo.SignUp());

        Assert.Equal(HttpStatusCode.BadRequest, await Revoke(tokens.AccessToken));

        using var who = await silo.Host.Who($"Bearer {tokens.AccessToken}");
        Assert.Equal(HttpStatusCode.OK, who.StatusCode);
    }

    [Fact]
    public async Task Without_a_token_the_request_is_refused()
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("token_type_hint", "refresh_token")]);
        using var response = await silo.Host.Http.PostAsync(new Uri("/oauth/revoke", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("invalid_request", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_metadata_names_the_endpoint()
        => Assert.Equal(
            $"{silo.Host.Origin}/oauth/revoke",
            (await silo.Host.Json("/.well-known/oauth-authorization-server")).GetProperty("revocation_endpoint").GetString());

    private async Task<HttpStatusCode> Revoke(string token)
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("token", token)]);
        using var response = await silo.Host.Http.PostAsync(new Uri("/oauth/revoke", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
