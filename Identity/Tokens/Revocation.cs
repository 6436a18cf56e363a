using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Tenantry.Grains.Interfaces;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using Errors = OpenIddict.Abstractions.OpenIddictConstants.Errors;

namespace Tenantry.Identity;

/// <summary>
/// RFC 7009: whoever holds a refresh token ends its session, and with it the access tokens. A token that is not good any more is
/// answered as one that was just revoked.
/// </summary>
internal sealed class Revocation(IGrainFactory grains) : IOpenIddictServerHandler<HandleRevocationRequestContext>
{
    public const string Path = "/oauth/revoke";

    // Of a signed token; an encrypted one has five.
    private const int PartsOfAccessToken = 3;

    public static void AddTo(OpenIddictServerBuilder server)
    {
        server.SetRevocationEndpointUris(Path[1..]);
        server.AddEventHandler<ValidateRevocationRequestContext>(handler => handler
            .UseInlineHandler(RefuseAccessTokens)
            .SetOrder(OpenIddictServerHandlers.Revocation.ValidateTokenParameter.Descriptor.Order + 500));
        server.AddEventHandler<HandleRevocationRequestContext>(handler => handler
            .UseScopedHandler<Revocation>()
            .SetOrder(OpenIddictServerHandlers.Revocation.AttachPrincipal.Descriptor.Order + 500));
    }

    public async ValueTask HandleAsync(HandleRevocationRequestContext context)
    {
        var token = context.GenericTokenPrincipal;
        if (token.GetClaim(Claims.Subject) is not { } subject || !Session.TryRead(token, out var session))
            return;

        await session.End(grains, subject, Actor.Public);
        await grains.Session(subject, session.Id).Revoke();
    }

    private static ValueTask RefuseAccessTokens(ValidateRevocationRequestContext context)
    {
        if (context.Request.Token!.Split('.').Length == PartsOfAccessToken)
            context.Reject(Errors.UnsupportedTokenType, "Only refresh tokens can be revoked; the access tokens of the session end with it.");
        return ValueTask.CompletedTask;
    }
}
