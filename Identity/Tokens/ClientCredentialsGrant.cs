using System.Collections.Immutable;
using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Tenantry.Grains.Interfaces;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Tenantry.Identity;

/// <summary>
/// RFC 6749 section 4.4: a token for a server. With an API key it says what the key may, or less when the request asks for less; a
/// registered client's own token is for other audiences than ours, where it stands for the client alone.
/// </summary>
internal sealed class ClientCredentialsGrant : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (context.Request.IsClientCredentialsGrantType())
            context.SignIn(Principal(TokenClient.Of(context.Transaction), context.Request.GetScopes()));
        return ValueTask.CompletedTask;
    }

    private static ClaimsPrincipal Principal(TokenClient client, ImmutableArray<string> asked)
    {
        var identity = new ClaimsIdentity(BearerHandler.Scheme, Claims.Subject, Claims.Role);
        var principal = new ClaimsPrincipal(identity).SetResources(Audiences.Tenantry);
        if (client.Key is not { } key)
        {
            identity.SetClaim(Claims.Subject, client.Id!.Value.Value);
            return principal;
        }

        identity.SetClaim(Claims.Subject, key.Id.Value);
        identity.SetClaim(ApiKeys.OrganizationClaim, key.Organization?.Value);
        identity.SetClaim(ApiKeys.GenerationClaim, key.Generation);
        identity.SetDestinations(claim => claim.Type is ApiKeys.OrganizationClaim or ApiKeys.GenerationClaim ? [Destinations.AccessToken] : []);
        return principal.SetScopes(asked.IsEmpty ? key.Scopes : asked);
    }
}
