using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>Lets an operator in and out of the dashboard.</summary>
internal sealed class SignIn(IGrainFactory grains, IPasswords passwords, IAntiforgery antiforgery, SignInPage page, IOptions<OperatorOptions> options, TimeProvider time)
{
    private const string Refused = "This email and password do not belong together.";
    private const string CodeMissing = "This account has a second factor; enter its code, too.";
    private const string CodeWrong = "This code is wrong, or was used before.";
    private const string MustEnrol = "Operators need a second factor here; set one up by the API first.";
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

        // Before the password is looked at: whatever ends the sessions after that moment ends this one too.
        var began = time.GetUtcNow();
        var throttle = grains.Throttle("operator-login", email);
        if (await throttle.Attempt() is { } wait)
            return page.Draw(context, typed, TryLater(wait), StatusCodes.Status429TooManyRequests);

        var id = await grains.Staff().Find(email);
        var credentials = id is { } known ? await grains.Operator(known).GetCredentials() : null;
        if (!await passwords.Verify(credentials?.PasswordHash, form["password"].ToString()) || credentials is null)
        {
            await throttle.Failed();
            return page.Draw(context, typed, Refused, StatusCodes.Status401Unauthorized);
        }

        var code = form["code"].ToString().Trim();
        var ruling = await grains.Operator(credentials.Id).SignIn(began, SecondFactorProof.Of(code.Length == 0 ? null : code));
        if (Fault(ruling) is { } fault)
        {
            await throttle.Failed();
            return page.Draw(context, typed, fault, StatusCodes.Status401Unauthorized);
        }

        await throttle.Succeeded();
        await context.SignInAsync(DashboardCookie.Scheme, DashboardCookie.Principal(email, credentials.Id, began));
        return Results.Redirect(WayOn(form["then"].ToString()));
    }

    public async Task<IResult> Leave(HttpContext context)
    {
        if (await Recognize(context) && await ReadForm(context) is not null)
            await context.SignOutAsync(DashboardCookie.Scheme);
        return Results.Redirect(DashboardPaths.SignIn);
    }

    private string? Fault(SignInRuling ruling) => ruling switch
    {
        SignInRuling.AdmittedWithSecondFactor => null,
        SignInRuling.Admitted => options.Value.RequireSecondFactor ? MustEnrol : null,
        SignInRuling.SecondFactorMissing => CodeMissing,
        SignInRuling.SecondFactorWrong => CodeWrong,
        _ => Refused,
    };

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
