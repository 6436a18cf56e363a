using System.Globalization;
using System.Security.Claims;
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

    private const string BeganClaim = "began";
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

    public static ClaimsPrincipal Principal(string email, OperatorId id, DateTimeOffset began)
        => new(new ClaimsIdentity(
            [
                new Claim("sub", id.Value),
                new Claim(ClaimTypes.Name, email),
                new Claim(BeganClaim, began.UtcTicks.ToString(CultureInfo.InvariantCulture)),
            ],
            Scheme));

    // Whatever ends an operator's sessions ends this one: a changed password, a disabled account.
    private static async Task EndWithTheAccount(CookieValidatePrincipalContext context)
    {
        var grains = context.HttpContext.RequestServices.GetRequiredService<IGrainFactory>();
        if (OperatorId.TryParse(context.Principal!.FindFirstValue("sub"), null, out var id)
            && long.TryParse(context.Principal!.FindFirstValue(BeganClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var began)
            && await grains.Operator(id).Admits(session: null, new DateTimeOffset(began, TimeSpan.Zero)) is not null)
        {
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }
}
