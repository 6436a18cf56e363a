using Microsoft.IdentityModel.JsonWebTokens;

namespace Tenantry.Identity.Tests;

public sealed class ClientTests(SiloFixture silo)
{
    [Fact]
    public async Task A_public_client_logs_users_in_and_is_named_in_their_tokens()
    {
        var client = await silo.Client(ClientType.Public);
        var account = await silo.SignUp();

        var answer = await silo.Host.Post(client.LogIn(account));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(client.Id.Value, new JsonWebToken(answer.AccessToken).GetPayloadValue<string>("client_id"));
        Assert.Equal((HttpStatusCode.OK, account.Id), await silo.Host.Page(answer.AccessToken));
        var refreshed = await silo.Host.Post(("grant_type", "refresh_token"), ("refresh_token", answer.RefreshToken), ("client_id", client.Id.Value));
        Assert.Equal(client.Id.Value, new JsonWebToken(refreshed.AccessToken).GetPayloadValue<string>("client_id"));
    }

    [Fact]
    public async Task A_confidential_client_proves_itself_by_the_form_or_the_header()
    {
        var client = await silo.Client(ClientType.Confidential);
        var account = await silo.SignUp();
        (string, string)[] form = [("grant_type", "password"), ("username", account.Email), ("password", Account.Password)];

        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Post(client.LogIn(account))).Status);
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.PostBasic(client.Id.Value, client.Secret!, form)).Status);

        AssertUnknown(await silo.Host.Post((client with { Secret = null }).LogIn(account)));
        AssertUnknown(await silo.Host.Post((client with { Secret = "guess" }).LogIn(account)));
        AssertUnknown(await silo.Host.Post((client with { Secret = (await silo.Client(ClientType.Confidential)).Secret }).LogIn(account)));
        var basic = await silo.Host.PostBasic(client.Id.Value, "guess", form);
        AssertUnknown(basic);
        Assert.StartsWith("Basic realm=\"tenantry\"", Assert.Single(basic.Headers.WwwAuthenticate).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_registered_any_more_or_yet_is_not_known()
    {
        var client = await silo.Client(ClientType.Public);
        var account = await silo.SignUp();
        var refresh = (await silo.Host.Post(client.LogIn(account))).RefreshToken;
        Assert.True((await silo.Grains.Clients().Remove(client.Id, Actor.System)).Succeeded);

        AssertUnknown(await silo.Host.Post(client.LogIn(account)));
        AssertUnknown(await silo.Host.Post(("grant_type", "refresh_token"), ("refresh_token", refresh), ("client_id", client.Id.Value)));
        AssertUnknown(await silo.Host.Post(("grant_type", "password"), ("username", account.Email), ("password", Account.Password), ("client_id", "somebody")));
    }

    [Fact]
    public async Task A_public_client_that_shows_a_secret_is_another()
    {
        var client = await silo.Client(ClientType.Public);
        var account = await silo.SignUp();
        ClientSecretText.Issue(client.Id, new byte[32], out var secret);

        AssertUnknown(await silo.Host.Post((client with { Secret = secret }).LogIn(account)));
    }

    [Fact]
    public async Task A_client_uses_the_grants_that_it_has()
    {
        var account = await silo.SignUp();
        var once = await silo.Client(ClientType.Public, grants: ["password"]);
        var later = await silo.Client(ClientType.Public, grants: ["refresh_token"]);
        var server = await silo.Client(ClientType.Confidential, grants: ["client_credentials"], audiences: ["https://api.example.com"]);

        Assert.Null((await silo.Host.Post(once.LogIn(account))).Text("refresh_token"));
        AssertNotAllowed(await silo.Host.Post(later.LogIn(account)));
        AssertNotAllowed(await silo.Host.Post(server.LogIn(account)));
        AssertNotAllowed(await silo.Host.Post(
            ("grant_type", "client_credentials"), ("client_id", (await silo.Client(ClientType.Confidential)) is var other ? other.Id.Value : ""), ("client_secret", other.Secret!)));

        var own = await silo.Host.Post(("grant_type", "client_credentials"), ("client_id", server.Id.Value), ("client_secret", server.Secret!));
        var token = new JsonWebToken(own.AccessToken);
        Assert.Equal((server.Id.Value, "https://api.example.com"), (token.Subject, token.Audiences.Single()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await silo.Host.Page(own.AccessToken)).Status);
    }

    [Fact]
    public async Task A_refresh_token_is_good_for_its_own_client_only()
    {
        var client = await silo.Client(ClientType.Public);
        var other = await silo.Client(ClientType.Public);
        var account = await silo.SignUp();
        var clients = (await silo.Host.Post(client.LogIn(account))).RefreshToken;
        var nobodys = (await silo.Host.LogIn(account)).RefreshToken;

        Assert.Equal("invalid_grant", (await Refresh(clients, other.Id.Value)).Error);
        Assert.Equal("invalid_grant", (await Refresh(clients, null)).Error);
        Assert.Equal("invalid_grant", (await Refresh(nobodys, other.Id.Value)).Error);

        // The refusals have not spent it.
        Assert.Equal(HttpStatusCode.OK, (await Refresh(clients, client.Id.Value)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Refresh(nobodys, null)).Status);

        Task<TokenAnswer> Refresh(string token, string? id) => silo.Host.Post(
            [("grant_type", "refresh_token"), ("refresh_token", token), .. id is null ? [] : new[] { ("client_id", id) }]);
    }

    [Fact]
    public async Task A_rotated_secret_is_good_under_both_texts_for_the_overlap()
    {
        var client = await silo.Client(ClientType.Confidential);
        var account = await silo.SignUp();
        var rotated = (ClientView)(await silo.Grains.Commands().Run(new RotateClientSecret { Client = client.Id, OverlapSeconds = 60, Actor = Actor.System })).Value!;

        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Post(client.LogIn(account))).Status);
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Post(rotated.LogIn(account))).Status);
        silo.Clock.Advance(TimeSpan.FromSeconds(61));

        AssertUnknown(await silo.Host.Post(client.LogIn(account)));
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Post(rotated.LogIn(account))).Status);
    }

    [Fact]
    public async Task A_client_can_be_demanded()
    {
        var account = await silo.SignUp();
        var client = await silo.Client(ClientType.Public);
        var key = await silo.Key(null, "access:read");
        await using var strict = await IdentityHost.Start(silo, settings: [("Tenantry:Identity:RequireClient", "true")]);

        AssertUnknown(await strict.LogIn(account));
        Assert.Equal(HttpStatusCode.OK, (await strict.Post(client.LogIn(account))).Status);
        Assert.Equal(HttpStatusCode.OK, (await strict.Post(
            ("grant_type", "client_credentials"), ("client_id", key.Id.Value), ("client_secret", key.Key!))).Status);
    }

    private static void AssertUnknown(TokenAnswer answer)
        => Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));

    private static void AssertNotAllowed(TokenAnswer answer)
        => Assert.Equal((HttpStatusCode.BadRequest, "unauthorized_client"), (answer.Status, answer.Error));
}
