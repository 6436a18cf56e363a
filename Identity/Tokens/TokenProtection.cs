using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Tenantry.Identity;

/// <summary>Signs, encrypts and opens tokens with the keys of the ring, which may change while the server runs.</summary>
internal sealed class TokenProtection(KeyRing keys, Issuer issuer, TimeProvider time)
    : IOpenIddictServerHandler<GenerateTokenContext>, IOpenIddictServerHandler<ValidateTokenContext>
{
    public static void AddTo(OpenIddictServerBuilder server)
    {
        server.AddEventHandler<GenerateTokenContext>(handler => handler
            .UseSingletonHandler<TokenProtection>()
            .SetOrder(OpenIddictServerHandlers.Protection.GenerateIdentityModelToken.Descriptor.Order - 500));

        server.AddEventHandler<ValidateTokenContext>(handler => handler
            .UseSingletonHandler<TokenProtection>()
            .SetOrder(OpenIddictServerHandlers.Protection.ResolveTokenValidationParameters.Descriptor.Order + 500));
    }

    public async ValueTask HandleAsync(GenerateTokenContext context)
    {
        var key = (await keys.Current()).Signer(time.GetUtcNow());
        var isRefreshToken = context.TokenType == TokenTypeIdentifiers.RefreshToken;
        var descriptor = context.SecurityTokenDescriptor;
        descriptor.Issuer = issuer.Value;
        descriptor.SigningCredentials = isRefreshToken ? key.RefreshSigning : key.Signing;
        descriptor.EncryptingCredentials = isRefreshToken ? key.RefreshEncryption : null;
    }

    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        var known = (await KeysFor(context.Token)).ForRefreshTokens(time.GetUtcNow()).ToArray();
        context.TokenValidationParameters.ValidIssuers = [issuer.Value];
        context.TokenValidationParameters.IssuerSigningKeys = known.Select(key => key.RefreshSigning.Key);
        context.TokenValidationParameters.TokenDecryptionKeys = known.Select(key => key.RefreshEncryption.Key);
    }

    // Another silo may have begun to use a key since this one last read them.
    private ValueTask<KeySet> KeysFor(string token)
        => AccessTokens.Read(token)?.Kid is { Length: > 0 } kid ? keys.Knowing(kid) : keys.Current();
}
