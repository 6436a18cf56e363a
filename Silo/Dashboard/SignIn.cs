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
        => await Recognize(context) ? page.DrawSignedIn(context) : page.Draw(context);

    public async Task<IResult> Enter(HttpContext context)
    {
        if (await Recognize(context))
            return Results.Redirect(WayOn(""));
        if (await ReadForm(context) is not { } form)
            return page.Draw(context, message: Stale, status: StatusCodes.Status400BadRequest);

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
        if (await Recognize(context) && await ReadForm(context) is not null)
            await context.SignOutAsync(DashboardCookie.Scheme);
        return Results.Redirect(DashboardPaths.SignIn);
    }

    // The scheme is none that is asked by default. A form's token belongs to who asked for the form.
    private static async Task<bool> Recognize(HttpContext context)
    {
        var known = await context.AuthenticateAsync(DashboardCookie.Scheme);
        if (known.Succeeded)
            context.User = known.Principal;
        return known.Succeeded;
    }

    // Null when it is none, or not one that this site drew for this caller. Read before it is checked: what is wrong with the
    // request itself, such as its size, is then answered as such.
    private async Task<IFormCollection?> ReadForm(HttpContext context)
    {
        if (!context.Request.HasFormContentType) return null;
        try
        {
            var form = await context.Request.ReadFormAsync();
            return await antiforgery.IsRequestValidAsync(context) ? form : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // Only back into the dashboard, whatever a forged link asks for.
    private static string WayOn(string then)
        => then.StartsWith($"{DashboardPaths.Root}/", StringComparison.Ordinal) ? then : $"{DashboardPaths.Root}/";

    private static string TryLater(TimeSpan wait) => $"Too many attempts. Please try again in {Math.Ceiling(wait.TotalSeconds)} seconds.";
}
