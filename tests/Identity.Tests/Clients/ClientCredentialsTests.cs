using Microsoft.IdentityModel.JsonWebTokens;

namespace Tenantry.Identity.Tests;

public sealed class ClientCredentialsTests(SiloFixture silo)
{
    [Fact]
    public async Task A_key_gets_a_token_by_the_form_and_by_the_header()
    {
        var organization = Organization();
        var key = await silo.Key(organization, "projects:read", "access:read");

        var posted = await silo.Host.Post(Ask(key));
        var basic = await silo.Host.PostBasic(key.Id.Value, key.Key!, ("grant_type", "client_credentials"));

        foreach (var answer in (TokenAnswer[])[posted, basic])
        {
            Assert.Equal((HttpStatusCode.OK, "Bearer", "900"), (answer.Status, answer.Text("token_type"), answer.Text("expires_in")));
            Assert.Null(answer.Text("refresh_token"));
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            var token = new JsonWebToken(answer.AccessToken);
            Assert.Equal((key.Id.Value, "access:read projects:read"), (token.Subject, token.GetPayloadValue<string>("scope")));
            Assert.Equal(organization.Value, token.GetPayloadValue<string>("org"));
            Assert.Equal(["tenantry"], token.Audiences);
            Assert.Equal((HttpStatusCode.OK, key.Id.Value), await silo.Host.Page(answer.AccessToken));
        }

        Assert.Equal((HttpStatusCode.OK, key.Id.Value), await silo.Host.Page(key.Key!));
    }

    [Fact]
    public async Task A_token_can_be_for_less_than_the_key_and_not_for_more()
    {
        var key = await silo.Key(null, "projects:read", "access:read");

        var less = await silo.Host.Post([.. Ask(key), ("scope", "access:read")]);
        Assert.Equal("access:read", new JsonWebToken(less.AccessToken).GetPayloadValue<string>("scope"));
        foreach (var scope in (string[])["members:write", "access:read members:write", "operator", "offline_access"])
        {
            var more = await silo.Host.Post([.. Ask(key), ("scope", scope)]);
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_scope"), (more.Status, more.Error));
        }
    }

    [Fact]
    public async Task A_revoked_keys_tokens_are_dead_with_the_next_request()
    {
        var key = await silo.Key(null, "access:read");
        var token = (await silo.Host.Post(Ask(key))).AccessToken;
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Page(token)).Status);

        Assert.Null((await silo.Grains.Commands().Run(new RevokeApiKey { Key = key.Id, Actor = Actor.System })).Error);

        Assert.Equal(HttpStatusCode.Unauthorized, (await silo.Host.Page(token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await silo.Host.Page(key.Key!)).Status);
        AssertUnknown(await silo.Host.Post(Ask(key)));
    }

    [Fact]
    public async Task Tokens_of_a_replaced_text_live_as_long_as_the_text()
    {
        var key = await silo.Key(null, "access:read");
        var token = (await silo.Host.Post(Ask(key))).AccessToken;

        await silo.Grains.Commands().Run(new RotateApiKey { Key = key.Id, OverlapSeconds = 60, Actor = Actor.System });
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Page(token)).Status);
        silo.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(HttpStatusCode.Unauthorized, (await silo.Host.Page(token)).Status);
        AssertUnknown(await silo.Host.Post(Ask(key)));
    }

    [Fact]
    public async Task An_expired_key_gets_nothing()
    {
        var outcome = await silo.Grains.Commands().Run(new CreateApiKey
        {
            Name = "Short",
            Scopes = ["access:read"],
            ExpiresAt = silo.Clock.GetUtcNow() + TimeSpan.FromMinutes(2),
            Actor = Actor.System,
        });
        var key = Assert.IsType<ApiKeyView>(outcome.Value);
        var token = (await silo.Host.Post(Ask(key))).AccessToken;
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Page(key.Key!)).Status);

        silo.Clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(HttpStatusCode.Unauthorized, (await silo.Host.Page(key.Key!)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await silo.Host.Page(token)).Status);
        AssertUnknown(await silo.Host.Post(Ask(key)));
    }

    [Fact]
    public async Task Who_shows_another_keys_secret_is_not_known()
    {
        var key = await silo.Key(null, "access:read");
        var other = await silo.Key(null, "access:read");

        AssertUnknown(await silo.Host.Post(Ask(key with { Key = other.Key })));
        AssertUnknown(await silo.Host.Post(Ask(key with { Key = "secret" })));
        AssertUnknown(await silo.Host.Post(Ask(key with { Id = ApiKeyId.Wrap($"key_{other.Id.Value[4..]}") })));

        var basic = await silo.Host.PostBasic(key.Id.Value, other.Key!, ("grant_type", "client_credentials"));
        AssertUnknown(basic);
        Assert.StartsWith("Basic ", Assert.Single(basic.Headers.WwwAuthenticate).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_gets_tokens_in_no_other_way_and_for_nobody_else()
    {
        var key = await silo.Key(null, "access:read");
        var account = await silo.SignUp();

        var password = await silo.Host.Post(
            ("grant_type", "password"), ("username", account.Email), ("password", Account.Password), ("client_id", key.Id.Value), ("client_secret", key.Key!));
        var elsewhere = await silo.Host.Post([.. Ask(key), ("resource", "https://api.example.com")]);

        Assert.Equal((HttpStatusCode.BadRequest, "unauthorized_client"), (password.Status, password.Error));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_target"), (elsewhere.Status, elsewhere.Error));
    }

    [Fact]
    public async Task Secrets_are_not_logged()
    {
        var key = await silo.Key(null, "access:read");
        var client = await silo.Client(ClientType.Confidential);
        var account = await silo.SignUp();
        await using var host = await IdentityHost.Start(silo);

        var token = (await host.Post(Ask(key))).AccessToken;
        await host.PostBasic(key.Id.Value, key.Key!, ("grant_type", "client_credentials"));
        await host.Post(client.LogIn(account));
        await host.PostBasic(client.Id.Value, client.Secret!, ("grant_type", "client_credentials"));
        await host.Page(key.Key!);
        await host.Page(token);

        Assert.NotEmpty(host.Logs.Lines);
        foreach (var secret in (string[])[key.Key!, client.Secret!, token])
            Assert.DoesNotContain(host.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    private static (string, string)[] Ask(ApiKeyView key)
        => [("grant_type", "client_credentials"), ("client_id", key.Id.Value), ("client_secret", key.Key!)];

    private static OrganizationId Organization() => TypedId.From<OrganizationId>(Guid.CreateVersion7());

    private static void AssertUnknown(TokenAnswer answer)
        => Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
}
