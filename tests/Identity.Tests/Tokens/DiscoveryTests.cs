using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tenantry.Identity.Tests;

public sealed class DiscoveryTests(SiloFixture silo)
{
    [Fact]
    public async Task The_metadata_describes_the_server_as_RFC_8414_asks()
    {
        var metadata = await silo.Host.Json("/.well-known/oauth-authorization-server");

        Assert.Equal(silo.Host.Origin, metadata.GetProperty("issuer").GetString());
        Assert.Equal($"{silo.Host.Origin}/oauth/token", metadata.GetProperty("token_endpoint").GetString());
        Assert.Equal($"{silo.Host.Origin}/.well-known/jwks.json", metadata.GetProperty("jwks_uri").GetString());
        Assert.Equal(["password", "refresh_token", "client_credentials"], metadata.GetProperty("grant_types_supported").EnumerateArray().Select(type => type.GetString()));
        Assert.Equal(["none", "client_secret_basic", "client_secret_post"], metadata.GetProperty("token_endpoint_auth_methods_supported").EnumerateArray().Select(method => method.GetString()));
        Assert.Equal(["operator"], metadata.GetProperty("scopes_supported").EnumerateArray().Select(scope => scope.GetString()));
        Assert.Empty(metadata.GetProperty("response_types_supported").EnumerateArray());
    }

    [Fact]
    public async Task The_address_of_OpenID_Connect_answers_the_same()
        => Assert.Equal(
            (await silo.Host.Json("/.well-known/oauth-authorization-server")).GetRawText(),
            (await silo.Host.Json("/.well-known/openid-configuration")).GetRawText());

    [Fact]
    public async Task A_verifier_that_knows_only_the_metadata_can_verify_a_token()
    {
        var token = (await silo.Host.LogIn(await silo.SignUp())).AccessToken;
        var metadata = await silo.Host.Json("/.well-known/oauth-authorization-server");
        var keys = new JsonWebKeySet((await silo.Host.Json(new Uri(metadata.GetProperty("jwks_uri").GetString()!).AbsolutePath)).GetRawText());

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = metadata.GetProperty("issuer").GetString(),
            ValidAudience = "tenantry",
            IssuerSigningKeys = keys.GetSigningKeys(),
            // The clock of these tests runs ahead.
            ValidateLifetime = false,
        });

        Assert.Null(result.Exception);
        Assert.True(result.IsValid);
    }

    [Fact]
    public async Task The_key_set_holds_public_keys_only()
    {
        var keys = (await silo.Host.Json("/.well-known/jwks.json")).GetProperty("keys");

        Assert.All(keys.EnumerateArray(), key =>
        {
            Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(member => member.Name).Order());
            Assert.Equal(("EC", "P-256", "sig", "ES256"), (Text("kty"), Text("crv"), Text("use"), Text("alg")));

            string? Text(string member) => key.GetProperty(member).GetString();
        });
    }

    [Fact]
    public async Task The_issuer_can_be_set()
    {
        await using var host = await IdentityHost.Start(silo, settings: [("Tenantry:Issuer", "https://id.example.com/")]);

        var metadata = await host.Json("/.well-known/oauth-authorization-server");
        var token = new JsonWebToken((await host.LogIn(await silo.SignUp())).AccessToken);

        Assert.Equal("https://id.example.com", metadata.GetProperty("issuer").GetString());
        Assert.Equal("https://id.example.com/oauth/token", metadata.GetProperty("token_endpoint").GetString());
        Assert.Equal("https://id.example.com", token.Issuer);
    }
}
