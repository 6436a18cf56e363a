using System.Globalization;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Tenantry.Grains.Interfaces;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using Errors = OpenIddict.Abstractions.OpenIddictConstants.Errors;

namespace Tenantry.Identity;

/// <summary>The form of the answers.</summary>
internal static class TokenResponses
{
    private const string TooManyRequests = "tenantry:too_many_requests";

    public static void AddTo(OpenIddictServerBuilder server)
    {
        server.AddEventHandler<ProcessSignInContext>(handler => handler
            .UseInlineHandler(ChooseTokens)
            .SetOrder(OpenIddictServerHandlers.EvaluateGeneratedTokens.Descriptor.Order + 500));

        server.AddEventHandler<ApplyTokenResponseContext>(handler => handler
            .UseInlineHandler(Finish)
            .SetOrder(OpenIddictServerAspNetCoreHandlers.AttachHttpResponseCode<ApplyTokenResponseContext>.Descriptor.Order + 500));
    }

    /// <summary>
    /// Refuses an attempt that came too soon: 429 with Retry-After. RFC 6749 section 5.2 has no error code for it; to a client
    /// that knows only those codes, the credentials did not work.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="retryAfter">When the next attempt is looked at.</param>
    /// <param name="perMinute">How many attempts from one address may fail within a minute.</param>
    public static void RejectForNow(this HandleTokenRequestContext context, TimeSpan retryAfter, int perMinute)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var headers = context.Transaction.GetHttpRequest()!.HttpContext.Response.Headers;
        headers.RetryAfter = seconds;
        headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture, $"\"failed-log-ins\";q={perMinute};w={LogInLimits.Window.TotalSeconds}");
        headers["RateLimit"] = $"\"failed-log-ins\";r=0;t={seconds}";
        context.Transaction.SetProperty(TooManyRequests, TooManyRequests);
        context.Reject(Errors.InvalidGrant, "Too many failed attempts; wait before the next.");
    }

    // OpenIddict would ask for the scope offline_access, which belongs to OpenID Connect. A server asks again with its credentials.
    private static ValueTask ChooseTokens(ProcessSignInContext context)
    {
        var client = TokenClient.Of(context.Transaction);
        context.GenerateRefreshToken = context.IncludeRefreshToken
            = !context.Request.IsClientCredentialsGrantType() && client.Grants.Contains(ClientGrants.RefreshToken);
        if (!context.Principal!.HasResource(Audiences.Operators))
            context.Principal!.SetResources(client.Chosen(ClientAuthentication.Resources(context.Request)) ?? [Audiences.Tenantry]);
        return ValueTask.CompletedTask;
    }

    private static ValueTask Finish(ApplyTokenResponseContext context)
    {
        // It would point at OpenIddict's own documentation.
        context.Response.ErrorUri = null;
        // Counted from whole seconds, OpenIddict's figure is now and then one less.
        if (context.Response.ExpiresIn is not null)
            context.Response.ExpiresIn = (long)IdentitySettings.AccessTokenLifetime.TotalSeconds;

        if (context.Transaction.GetProperty<string>(TooManyRequests) is not null)
            context.Transaction.GetHttpRequest()!.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;

        return ValueTask.CompletedTask;
    }
}
