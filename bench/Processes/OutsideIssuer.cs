using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Tenantry.Bench;

/// <summary>
/// An OpenID Connect issuer that signs with RS256, as a user pool of Amazon Cognito does. Asked for its keys once; what is measured
/// later is what its tokens cost.
/// </summary>
internal sealed class OutsideIssuer : IAsyncDisposable
{
    private const string Audience = "bench";
    private const string KeyName = "bench-key";

    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private readonly TimeProvider _time;

    private OutsideIssuer(WebApplication app, TimeProvider time) => (_app, _time) = (app, time);

    private string Address => _app.Urls.Single();

    /// <summary>What makes a Tenantry accept its tokens.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings =>
    [
        new("Tenantry:Issuers:bench:Authority", Address),
        new("Tenantry:Issuers:bench:Audience", Audience),
    ];

    public static async Task<OutsideIssuer> Start(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{Loopback.FreePort()}");
        var issuer = new OutsideIssuer(builder.Build(), time);
        issuer._app.MapGet("/.well-known/openid-configuration", () => Results.Text(issuer.Discovery(), "application/json"));
        issuer._app.MapGet("/keys", () => Results.Text(issuer.KeyDocument(), "application/json"));
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>An access token that is good for an hour.</summary>
    public string Token(string subject)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var header = Part($$"""{"alg":"RS256","kid":"{{KeyName}}","typ":"JWT"}""");
        var payload = Part(
            $$"""{"iss":"{{Address}}","aud":"{{Audience}}","sub":"{{subject}}","iat":{{now}},"exp":{{now + 3600}},"email":"{{subject}}@outside.example","email_verified":true,"scope":"api"}""");
        var signature = _key.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{payload}.{WebEncoders.Base64UrlEncode(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private static string Part(string json) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(json));

    private string Discovery() => $$"""{"issuer":"{{Address}}","jwks_uri":"{{Address}}/keys"}""";

    private string KeyDocument()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.Serialize(new
        {
            keys = new[]
            {
                new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyName, n = WebEncoders.Base64UrlEncode(key.Modulus!), e = WebEncoders.Base64UrlEncode(key.Exponent!) },
            },
        });
    }
}
