using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tenantry.Identity;

namespace Tenantry.Api.Tests;

/// <summary>Makes access tokens with the server's own keys, right in everything but what a test changes.</summary>
internal sealed class Forge(ApiHost host, string subject, string audience)
{
    private readonly string _session = Unique.Id<SessionId>().Value;

    public KeyRing Keys => host.Services.GetRequiredService<KeyRing>();

    /// <summary>A user's.</summary>
    public static Forge Of(Tenant tenant) => new(tenant.Host, tenant.User, "tenantry");

    public async Task<string> Token(Action<SecurityTokenDescriptor>? change = null)
    {
        var now = DateTime.UtcNow;
        var token = new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority),
            Audience = audience,
            IssuedAt = now,
            Expires = now.AddMinutes(15),
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["sid"] = _session },
            SigningCredentials = (await Signer()).Signing,
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>The key that signs now.</summary>
    public async Task<SigningKey> Signer() => (await Keys.Current()).Signer(DateTimeOffset.UtcNow);

    /// <summary>The published key as bytes, which the confusion of algorithms takes for a shared secret.</summary>
    public async Task<SymmetricSecurityKey> PublicKeyAsSecret()
    {
        var key = await Signer();
        return new SymmetricSecurityKey(key.Verification.ECDsa.ExportSubjectPublicKeyInfo()) { KeyId = key.Kid };
    }

    /// <summary>A pair of keys that is not the server's, under any name.</summary>
    public static SigningCredentials Foreign(string kid)
        => new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = kid }, SecurityAlgorithms.EcdsaSha256);
}
