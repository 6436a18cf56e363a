using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Tenantry.Api;

/// <summary>Asks again what a request was let in by, for answers that take long: as it would be let in now, or not.</summary>
internal sealed class ContinuedAccess(IAuthorizationService authorization, IGrainFactory grains)
{
    /// <summary>Whether the caller is still let in.</summary>
    /// <param name="http">The request.</param>
    /// <param name="organization">The organization that it is about; null when it is about none.</param>
    public async Task<bool> Holds(HttpContext http, OrganizationId? organization)
    {
        var metadata = http.GetEndpoint()!.Metadata;
        // Nothing in it is remembered: the token is verified, and its account or key is asked.
        if (await http.AuthenticateAsync() is not { Principal: { } principal })
            return false;
        if (!(await authorization.AuthorizeAsync(principal, http, metadata.GetRequiredMetadata<AuthorizationPolicy>())).Succeeded)
            return false;
        return organization is not { } id
            || (await grains.Judge(id, Caller.Of(principal), metadata.GetRequiredMetadata<RequiredPermission>().Permission)).Ruling == Ruling.Allowed;
    }
}
