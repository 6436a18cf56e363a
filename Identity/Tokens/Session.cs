using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using OpenIddict.Abstractions;
using Tenantry.Grains.Interfaces;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Tenantry.Identity;

/// <summary>What a refresh token carries: whose session it is, and the number of its generation. See <see cref="ISessionGrain"/>.</summary>
internal readonly record struct Session(SessionId Id, int Generation)
{
    /// <summary>The session, in both kinds of token.</summary>
    public const string IdClaim = "sid";

    private const string GenerationClaim = "gen";

    /// <summary>Reads the session of a refresh token.</summary>
    public static bool TryRead(ClaimsPrincipal token, out Session session)
    {
        session = default;
        if (!SessionId.TryParse(token.GetClaim(IdClaim), null, out var id)
            || !int.TryParse(token.GetClaim(GenerationClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var generation))
        {
            return false;
        }

        session = new Session(id, generation);
        return true;
    }

    /// <summary>Ends the session in the record of the account that it belongs to, which ends its access tokens from the next request on.</summary>
    public async Task End(IGrainFactory grains, string? subject, Actor actor)
    {
        if (TypedId.TryParse<UserId>(subject, out var user))
            await grains.User(user).EndSession(Id, actor);
        else if (TypedId.TryParse<OperatorId>(subject, out var @operator))
            await grains.Operator(@operator).EndSession(Id, actor);
    }

    /// <summary>What the next pair of tokens says. The access token does not get the generation.</summary>
    /// <param name="subject">Who signed in.</param>
    /// <param name="methods">How they proved who they are, by the names of RFC 8176.</param>
    public ClaimsPrincipal Principal(SessionSubject subject, ImmutableArray<string> methods)
    {
        var identity = new ClaimsIdentity(BearerHandler.Scheme, Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, subject.Id);
        identity.SetClaim(IdClaim, Id.Value);
        identity.SetClaims(Claims.AuthenticationMethodReference, methods);
        identity.SetClaim(GenerationClaim, Generation.ToString(CultureInfo.InvariantCulture));

        identity.SetDestinations(claim => claim.Type is IdClaim or Claims.AuthenticationMethodReference ? [Destinations.AccessToken] : []);

        var principal = new ClaimsPrincipal(identity);
        if (subject.Kind == ActorKind.Operator)
            principal.SetScopes(TokenServer.OperatorScope).SetResources(Audiences.Operators);
        else
            principal.SetResources(Audiences.Tenantry);
        return principal;
    }
}
