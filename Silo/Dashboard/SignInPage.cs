using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace Tenantry.Silo;

/// <summary>Draws the sign-in page: the form, or for somebody signed in already, the way on and the way out.</summary>
internal sealed class SignInPage(IAntiforgery antiforgery)
{
    private const string Policy
        = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string Form = Read("sign-in.html");
    private static readonly string SignedIn = Read("signed-in.html");

    public static string Style { get; } = Read("sign-in.css");

    public IResult Draw(HttpContext context, string email = "", string message = "", int status = StatusCodes.Status200OK)
        => Answer(context, Form, status, ("email", email), ("message", message), ("then", context.Request.Query["then"].ToString()));

    public IResult DrawSignedIn(HttpContext context) => Answer(context, SignedIn, StatusCodes.Status200OK, ("email", context.User.Identity!.Name!));

    private IResult Answer(HttpContext context, string template, int status, params ReadOnlySpan<(string Name, string Value)> values)
    {
        // Stores its cookie, and forbids caching and framing.
        var tokens = antiforgery.GetAndStoreTokens(context);
        context.Response.Headers.ContentSecurityPolicy = Policy;
        var page = new StringBuilder(template)
            .Replace("{{field}}", tokens.FormFieldName)
            .Replace("{{token}}", HtmlEncoder.Default.Encode(tokens.RequestToken!));
        foreach (var (name, value) in values)
            page.Replace($"{{{{{name}}}}}", HtmlEncoder.Default.Encode(value));
        return Results.Content(page.ToString(), "text/html; charset=utf-8", Encoding.UTF8, status);
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(SignInPage).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
