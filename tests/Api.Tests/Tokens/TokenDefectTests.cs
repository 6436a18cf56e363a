using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tenantry.Api.Tests;

/// <summary>Everything that can be wrong with an access token, at every endpoint that asks for one.</summary>
public sealed class TokenDefectTests(ApiHost host)
{
    /// <summary>What is wrong, and how such a token is made from the tenant's own.</summary>
    private static readonly Dictionary<string, Func<Forge, Tenant, Task<string>>> Defects = new()
    {
        ["expired"] = (forge, _) => forge.Token(token => (token.IssuedAt, token.Expires) = (DateTime.UtcNow.AddHours(-1), DateTime.UtcNow.AddMinutes(-5))),
        ["without expiry"] = (forge, _) => forge.Token(token => token.Expires = null),
        ["not yet good"] = (forge, _) => forge.Token(token => token.NotBefore = DateTime.UtcNow.AddMinutes(5)),
        ["of another issuer"] = (forge, _) => forge.Token(token => token.Issuer = "https://issuer.example"),
        ["of our issuer with a slash"] = (forge, _) => forge.Token(token => token.Issuer += "/"),
        ["without an issuer"] = (forge, _) => forge.Token(token => token.Issuer = null),
        ["for another audience"] = (forge, _) => forge.Token(token => token.Audience = "https://orders.example"),
        ["for operators, with a user in it"] = (forge, _) => forge.Token(token => token.Audience = "tenantry-operators"),
        ["for two audiences at once"] = (forge, _) => forge.Token(token =>
        {
            token.Audience = null;
            token.Claims["aud"] = new[] { "tenantry", "tenantry-operators" };
        }),
        ["without an audience"] = (forge, _) => forge.Token(token => token.Audience = null),
        ["signed by a stranger under our key's name"] = async (forge, _) =>
        {
            var kid = (await forge.Signer()).Kid;
            return await forge.Token(token => token.SigningCredentials = Forge.Foreign(kid));
        },
        ["of an unknown key"] = (forge, _) => forge.Token(token => token.SigningCredentials = Forge.Foreign("nobodys")),
        ["of a key named like a file"] = (forge, _) => forge.Token(token => token.SigningCredentials = Forge.Foreign("../../dev/null")),
        ["that brings its own key"] = (forge, _) => forge.Token(token =>
        {
            var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(pair.ExportParameters(false))));
            token.AdditionalHeaderClaims = new Dictionary<string, object>
            {
                ["jwk"] = new Dictionary<string, object> { ["kty"] = jwk.Kty, ["crv"] = jwk.Crv, ["x"] = jwk.X, ["y"] = jwk.Y },
            };
            token.SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(pair), SecurityAlgorithms.EcdsaSha256);
        }),
        ["signed with the published key as a secret"] = async (forge, _) =>
        {
            var secret = await forge.PublicKeyAsSecret();
            return await forge.Token(token => token.SigningCredentials = new SigningCredentials(secret, SecurityAlgorithms.HmacSha256));
        },
        ["of the algorithm none"] = async (forge, _) => Header(await forge.Token(), """{"alg":"none","typ":"at+jwt"}""", signature: ""),
        ["of the algorithm none with a signature"] = async (forge, _) => Header(await forge.Token(), """{"alg":"none","typ":"at+jwt"}"""),
        ["without its signature"] = async (forge, _) => (await forge.Token()) is var token ? token[..(token.LastIndexOf('.') + 1)] : "",
        ["with another subject put in"] = async (forge, tenant) => Payload(await forge.Token(), tenant.User, Unique.Id<UserId>().Value),
        ["that is an id token"] = (forge, _) => forge.Token(token => token.TokenType = "JWT"),
        ["without a session"] = (forge, _) => forge.Token(token => token.Claims.Remove("sid")),
        ["without a subject"] = (forge, _) => forge.Token(token => token.Claims.Remove("sub")),
        ["of a user who does not exist"] = (forge, _) => forge.Token(token => token.Claims["sub"] = Unique.Id<UserId>().Value),
        ["of an organization"] = (forge, tenant) => forge.Token(token => token.Claims["sub"] = tenant.Organization),
        ["that is a refresh token"] = async (_, tenant) => (await tenant.Host.LogIn(tenant.Email, Tenant.Password)).At("refresh_token")!,
        ["of a session that was ended"] = async (_, tenant) =>
        {
            var token = await tenant.Host.SignIn(tenant.Email, Tenant.Password);
            await Seen(tenant.Host, token);
            var session = SessionId.Wrap(new JsonWebToken(token).GetClaim("sid").Value);
            await tenant.Host.Grains.User(UserId.Wrap(tenant.User)).EndSession(session, Actor.System);
            return token;
        },
        ["of a user who was disabled"] = async (_, tenant) =>
        {
            await Seen(tenant.Host, tenant.Admin);
            var disabled = await tenant.Host.Http.Ask("POST", $"/v1/admin/users/{tenant.User}/disable", """{"reason":"left"}""", tenant.Host.Operator);
            Assert.Equal(200, disabled.Status);
            return tenant.Admin;
        },
        ["of an account that was closed"] = async (_, tenant) =>
        {
            var (other, _) = await tenant.AddUser(Role.Member);
            Assert.Equal(200, (await tenant.Ask("POST", "/transfer-admin", $$"""{"to":"{{other}}"}""")).Status);
            await Seen(tenant.Host, tenant.Admin);
            var closed = await tenant.Host.Http.Ask("POST", "/v1/me/close", $$"""{"password":"{{Tenant.Password}}"}""", tenant.Admin);
            Assert.Equal(204, closed.Status);
            return tenant.Admin;
        },
        ["that is an API key that was revoked"] = async (_, tenant) =>
        {
            var (id, key) = await tenant.MakeKey("organization:read");
            Assert.Equal(200, (await tenant.Host.Http.Ask("GET", tenant.Path, @as: key)).Status);
            Assert.Equal(204, (await tenant.Ask("DELETE", $"/api-keys/{id}")).Status);
            return key;
        },
        ["that is an API key with one letter changed"] = async (_, tenant) =>
        {
            var (_, key) = await tenant.MakeKey("organization:read");
            return key[..60] + (key[60] == 'a' ? 'b' : 'a') + key[61..];
        },
        ["of client credentials whose API key was revoked"] = async (_, tenant) =>
        {
            var (id, key) = await tenant.MakeKey("organization:read");
            var granted = await tenant.Host.Grant(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", key));
            var token = granted.At("access_token")!;
            Assert.Equal(200, (await tenant.Host.Http.Ask("GET", tenant.Path, @as: token)).Status);
            Assert.Equal(204, (await tenant.Ask("DELETE", $"/api-keys/{id}")).Status);
            return token;
        },
        ["that is rubbish"] = (_, _) => Task.FromResult("eyJhbGciOiJFUzI1NiJ9.e30.AAAA"),
    };

    public static TheoryData<string> All => [.. Defects.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_endpoint_refuses_a_token(string defect)
    {
        var tenant = await Tenant.SignUp(host);
        var forge = Forge.Of(tenant);
        Assert.Equal(200, (await host.Http.Ask("GET", "/v1/me", @as: await forge.Token())).Status);
        var token = await Defects[defect](forge, tenant);

        var guarded = Routes.Of(host).Where(route => route.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null).ToArray();
        Assert.True(guarded.Length > 100);
        foreach (var route in guarded)
        {
            var path = route.PathIn(tenant);
            var reply = await host.Http.Ask(route.Method, path, route.BodyIn(tenant), token);
            reply.IsProblem(401, "unauthenticated", path);
            Assert.StartsWith("Bearer realm=\"tenantry\", error=\"invalid_token\"", reply.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }
    }

    // What was verified once is remembered, which must not help it.
    private static async Task Seen(ApiHost host, string token)
        => Assert.Equal(200, (await host.Http.Ask("GET", "/v1/me", @as: token)).Status);

    private static string Header(string token, string header, string? signature = null)
    {
        var parts = token.Split('.');
        return $"{Base64UrlEncoder.Encode(header)}.{parts[1]}.{signature ?? parts[2]}";
    }

    private static string Payload(string token, string subject, string other)
    {
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1])).Replace(subject, other, StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}";
    }
}
