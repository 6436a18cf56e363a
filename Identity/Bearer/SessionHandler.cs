using Microsoft.AspNetCore.Authentication;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>As <see cref="BearerHandler"/>, for the one endpoint where somebody from outside may have no account yet.</summary>
internal sealed class SessionHandler(AccessTokens tokens, ApiKeys keys) : BearerHandler(tokens, keys)
{
    public override async Task<AuthenticateResult> AuthenticateAsync()
    {
        var result = await base.AuthenticateAsync();
        return result.Failure is UnlinkedIdentity stranger
            ? AuthenticateResult.Success(new AuthenticationTicket(stranger.Principal, IExternalIdentities.SessionScheme))
            : result;
    }
}
