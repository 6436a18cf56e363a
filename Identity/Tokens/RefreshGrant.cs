using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Tenantry.Grains.Interfaces;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using Errors = OpenIddict.Abstractions.OpenIddictConstants.Errors;

namespace Tenantry.Identity;

/// <summary>RFC 6749 section 6, with rotation (RFC 9700 section 4.14.2): every refresh token is good for one exchange.</summary>
internal sealed partial class RefreshGrant(
    IGrainFactory grains, AccountStanding standing, IOptions<IdentitySettings> settings, TimeProvider time, ILogger<RefreshGrant> log)
    : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!context.Request.IsRefreshTokenGrantType())
            return;

        // OpenIddict has opened the token and checked its signature, its type and its expiry.
        var token = context.Principal!;
        if (!Session.TryRead(token, out var session)
            || (TypedId.TryParse<OperatorId>(token.GetClaim(Claims.Subject), out _) && !TokenRequests.IsInternal(context.Transaction)))
        {
            context.Reject(Errors.InvalidGrant, "The refresh token is not valid.");
            return;
        }

        // A stolen token is of no use to who is not its client as well (RFC 6749 section 10.4).
        var client = TokenClient.Of(context.Transaction).Id;
        if (token.GetPresenters().SingleOrDefault() != client?.Value)
        {
            context.Reject(Errors.InvalidGrant, "The refresh token was given to another client.");
            return;
        }

        if (context.Request.GetScopes().Except(token.GetScopes()).Any())
        {
            context.Reject(Errors.InvalidScope, "The scope exceeds the one granted at log-in.");
            return;
        }

        if (!await standing.IsGood(TokenHolder.Of(token.GetClaim(Claims.Subject)!, session.Id)))
        {
            LogRefused(log, session.Id, session.Generation);
            context.Reject(Errors.InvalidGrant, "The session has ended.");
            return;
        }

        var rotation = await grains.Session(token.GetClaim(Claims.Subject)!, session.Id).Rotate(session.Generation, time.GetUtcNow() + settings.Value.RefreshTokenLifetime);
        if (rotation is not { Accepted: true, Subject: { } subject })
        {
            // One of two holders is a thief: what they got for the token until now must not be good either.
            if (rotation.Revoked)
                await session.End(grains, token.GetClaim(Claims.Subject), Actor.System);
            LogRefused(log, session.Id, session.Generation);
            context.Reject(Errors.InvalidGrant, "The session has ended.");
            return;
        }

        context.SignIn((session with { Generation = rotation.Generation }).Principal(subject, rotation.Methods));
    }
}
