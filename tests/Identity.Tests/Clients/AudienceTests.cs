using Microsoft.IdentityModel.JsonWebTokens;

namespace Tenantry.Identity.Tests;

public sealed class AudienceTests(SiloFixture silo)
{
    private const string Shop = "https://shop.example.com";
    private const string Stock = "https://stock.example.com";

    [Theory]
    [InlineData(new[] { "tenantry" }, new string[0], new[] { "tenantry" })]
    [InlineData(new[] { Shop, "tenantry" }, new string[0], new[] { "tenantry" })]
    [InlineData(new[] { Shop, "tenantry" }, new[] { Shop }, new[] { Shop })]
    [InlineData(new[] { Shop, "tenantry" }, new[] { Shop, "tenantry" }, new[] { Shop, "tenantry" })]
    [InlineData(new[] { Shop, Stock }, new string[0], new[] { Shop, Stock })]
    [InlineData(new[] { Shop }, new[] { Stock }, null)]
    [InlineData(new[] { Shop }, new[] { Shop, "tenantry" }, null)]
    [InlineData(new[] { "tenantry" }, new[] { "tenantry-operators" }, null)]
    public async Task A_client_chooses_among_its_audiences(string[] own, string[] asked, string[]? got)
    {
        var client = await silo.Client(ClientType.Public, audiences: own);
        var account = await silo.SignUp();

        var answer = await silo.Host.Post(client.LogIn(account, [.. asked.Select(resource => ("resource", resource))]));

        if (got is null)
        {
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_target"), (answer.Status, answer.Error));
            return;
        }

        Assert.Equal(got, new JsonWebToken(answer.AccessToken).Audiences);
        Assert.Equal(
            got.Contains("tenantry") ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, (await silo.Host.Page(answer.AccessToken)).Status);
    }

    [Fact]
    public async Task A_refresh_chooses_anew()
    {
        var client = await silo.Client(ClientType.Public, audiences: [Shop, "tenantry"]);
        var login = await silo.Host.Post(client.LogIn(await silo.SignUp()));

        var shop = await Refresh(login.RefreshToken, ("resource", Shop));
        var back = await Refresh(shop.RefreshToken);
        var stock = await Refresh(back.RefreshToken, ("resource", Stock));

        Assert.Equal([Shop], new JsonWebToken(shop.AccessToken).Audiences);
        Assert.Equal(["tenantry"], new JsonWebToken(back.AccessToken).Audiences);
        Assert.Equal("invalid_target", stock.Error);

        Task<TokenAnswer> Refresh(string token, params (string, string)[] more)
            => silo.Host.Post([("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", client.Id.Value), .. more]);
    }

    [Fact]
    public async Task The_providers_own_programs_ask_for_this_API_only()
    {
        var account = await silo.SignUp();
        (string, string)[] login = [("grant_type", "password"), ("username", account.Email), ("password", Account.Password)];

        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Post([.. login, ("resource", "tenantry")])).Status);
        Assert.Equal("invalid_target", (await silo.Host.Post([.. login, ("resource", Shop)])).Error);
        Assert.Equal("invalid_target", (await silo.Host.Post([.. login, ("resource", "tenantry-operators")])).Error);
    }

    [Fact]
    public async Task An_operators_token_is_for_operators_whatever_the_client()
    {
        var client = await silo.Client(ClientType.Public, audiences: [Shop, "tenantry"]);
        var account = await silo.Operator();

        var answer = await silo.Host.Post(client.LogIn(account, ("scope", "operator")));
        Assert.Equal(["tenantry-operators"], new JsonWebToken(answer.AccessToken).Audiences);
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Page(answer.AccessToken)).Status);

        var substituted = await silo.Host.Post(client.LogIn(account, ("scope", "operator"), ("resource", "tenantry")));
        Assert.Equal("invalid_target", substituted.Error);
        var refreshed = await silo.Host.Post(("grant_type", "refresh_token"), ("refresh_token", answer.RefreshToken), ("client_id", client.Id.Value));
        Assert.Equal(["tenantry-operators"], new JsonWebToken(refreshed.AccessToken).Audiences);
    }
}
