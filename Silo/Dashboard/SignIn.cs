using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>Lets an operator in and out of the dashboard.</summary>
internal sealed class SignIn(IGrainFactory grains, IPasswords passwords, IAntiforgery antiforgery, SignInPage page)
{
    private const string Refused = "This email and password do not belong together.";
    private const string Stale = "The form had expired. Please try again.";

    public async Task<IResult> Show(HttpContext context)
    {
        context.User = (await context.AuthenticateAsync(DashboardCookie.Scheme)).Principal ?? context.User;
        return context.User.Identity is { IsAuthenticated: true, AuthenticationType: DashboardCookie.Scheme }
            ? page.DrawSignedIn(context)
            : page.Draw(context);
    }

    public async Task<IResult> Enter(HttpContext context)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return page.Draw(context, message: Stale, status: StatusCodes.Status400BadRequest);

        var form = await context.Request.ReadFormAsync();
        var typed = form["email"].ToString();
        if (!EmailAddress.TryNormalize(typed, out _, out var email))
            return page.Draw(context, typed, Refused, StatusCodes.Status401Unauthorized);

        var throttle = grains.Throttle("operator-login", email);
        if (await throttle.Attempt() is { } wait)
            return page.Draw(context, typed, TryLater(wait), StatusCodes.Status429TooManyRequests);

        var credentials = await grains.Operator(email).GetCredentials();
        if (!await passwords.Verify(credentials?.PasswordHash, form["password"].ToString()) || credentials is null)
            return page.Draw(context, typed, Refused, StatusCodes.Status401Unauthorized);

        await throttle.Succeeded();
        await context.SignInAsync(DashboardCookie.Scheme, DashboardCookie.Principal(email, credentials));
        return Results.Redirect(WayOn(form["then"].ToString()));
    }

    public async Task<IResult> Leave(HttpContext context)
    {
        if (await antiforgery.IsRequestValidAsync(context))
            await context.SignOutAsync(DashboardCookie.Scheme);
        return Results.Redirect(DashboardPaths.SignIn);
    }

    // Only back into the dashboard, whatever a forged link asks for.
    private static string WayOn(string then)
        => then.StartsWith($"{DashboardPaths.Root}/", StringComparison.Ordinal) ? then : $"{DashboardPaths.Root}/";

    private static string TryLater(TimeSpan wait) => $"Too many attempts. Please try again in {Math.Ceiling(wait.TotalSeconds)} seconds.";
}
