using System.Security.Claims;

namespace Tenantry.Api;

/// <summary>Who asks for a session: a user, or somebody from outside who has no account yet.</summary>
/// <param name="Principal">As they were authenticated.</param>
internal sealed record SessionCaller(ClaimsPrincipal Principal)
{
    /// <summary>The user; null for a newcomer.</summary>
    public UserId? User => Caller.Of(Principal) is { IsUser: true } caller ? caller.User : null;

    /// <summary>What tells one newcomer from another; the issuer cannot hold a space.</summary>
    public static string NewcomerId(ClaimsPrincipal newcomer)
        => $"{newcomer.FindFirst(IExternalIdentities.IssuerClaim)?.Value} {newcomer.FindFirst(IExternalIdentities.SubjectClaim)?.Value}";

    public static ValueTask<SessionCaller> BindAsync(HttpContext context) => new(new SessionCaller(context.User));
}
