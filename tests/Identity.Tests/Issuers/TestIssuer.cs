using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tenantry.Identity.Tests;

/// <summary>An OpenID Connect issuer with keys that a test can change, and which can fall silent.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TimeProvider _time;

    private TestIssuer(WebApplication app, TimeProvider time) => (_app, _time) = (app, time);

    public string Address => _app.Urls.Single();

    public RSA Rsa { get; } = RSA.Create(2048);

    public ECDsa Ecdsa { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What it publishes.</summary>
    public List<object> Keys { get; } = [];

    public bool IsSilent { get; set; }

    /// <summary>How often its keys were read.</summary>
    public int Reads { get; private set; }

    /// <summary>What it calls itself; null for its address.</summary>
    public string? Name { get; set; }

    public (string Setting, string Value)[] Settings(string section, params (string Setting, string Value)[] more) =>
    [
        ($"Tenantry:Issuers:{section}:Authority", Address), ($"Tenantry:Issuers:{section}:Audience", "api"),
        .. more.Select(one => ($"Tenantry:Issuers:{section}:{one.Setting}", one.Value)),
    ];

    public static async Task<TestIssuer> Start(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TestIssuer(builder.Build(), time);
        issuer.Keys.Add(PublicKey(issuer.Rsa, "rsa"));
        issuer.Keys.Add(PublicKey(issuer.Ecdsa, "ec"));
        issuer._app.MapGet("/.well-known/openid-configuration", () => issuer.Answer(
            new { issuer = issuer.Name ?? issuer.Address, jwks_uri = $"{issuer.Address}/keys" }));
        issuer._app.MapGet("/keys", () =>
        {
            issuer.Reads++;
            return issuer.Answer(new { keys = issuer.Keys });
        });
        await issuer._app.StartAsync();
        return issuer;
    }

    public static object PublicKey(RSA key, string kid, string? alg = null)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", kid, alg = alg ?? "", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) };
    }

    public static object PublicKey(ECDsa key, string kid)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new { kty = "EC", crv = "P-256", use = "sig", kid, x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) };
    }

    public SigningCredentials Signing(string algorithm = "RS256")
        => algorithm == "ES256"
            ? new(new ECDsaSecurityKey(Ecdsa) { KeyId = "ec" }, algorithm)
            : new(new RsaSecurityKey(Rsa) { KeyId = "rsa" }, algorithm);

    /// <summary>A good access token, changed in any way the test likes.</summary>
    public string Token(string subject, Action<SecurityTokenDescriptor>? change = null)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = "api",
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(10),
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["scope"] = "api" },
            SigningCredentials = Signing(),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Rsa.Dispose();
        Ecdsa.Dispose();
    }

    private IResult Answer(object document)
        => IsSilent ? Results.StatusCode(500) : Results.Text(JsonSerializer.Serialize(document), "application/json");
}
