using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>
/// How an operator stays signed in to the dashboard. Good for the dashboard only: the cookie is not sent to other paths, and
/// the API does not know the scheme.
/// </summary>
internal static class DashboardCookie
{
    public const string Scheme = "Dashboard";

    private const string StampClaim = "stamp";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "tenantry-dashboard";
        options.Cookie.Path = DashboardPaths.Root;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = false;
        options.LoginPath = DashboardPaths.SignIn;
        options.ReturnUrlParameter = "then";
        options.Events.OnValidatePrincipal = EndWithTheAccount;
    }

    public static ClaimsPrincipal Principal(string email, OperatorCredentials credentials)
        => new(new ClaimsIdentity(
            [
                new Claim("sub", credentials.Id.Value),
                new Claim(ClaimTypes.Name, email),
                new Claim(StampClaim, Stamp(credentials)),
            ],
            Scheme));

    // A changed password ends every session that began with the old one.
    private static async Task EndWithTheAccount(CookieValidatePrincipalContext context)
    {
        var email = context.Principal!.Identity!.Name!;
        var grains = context.HttpContext.RequestServices.GetRequiredService<IGrainFactory>();
        var credentials = await grains.Operator(email).GetCredentials();
        if (credentials is not null && context.Principal.FindFirstValue(StampClaim) == Stamp(credentials)) return;

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    private static string Stamp(OperatorCredentials credentials)
        => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(credentials.PasswordHash)));
}
