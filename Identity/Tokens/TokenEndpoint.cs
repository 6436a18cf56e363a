using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Server.AspNetCore;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>Hands a request to OpenIddict, and says in the form of RFC 6749 what went wrong outside of it.</summary>
internal sealed partial class TokenEndpoint
{
    /// <summary>Far more than any request for a token needs, in bytes.</summary>
    public const int MaxBodySize = 64 * 1024;

    private static readonly AuthenticationScheme Scheme = new(
        OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, displayName: null, typeof(OpenIddictServerAspNetCoreHandler));

    public static async Task Handle(HttpContext http)
    {
        try
        {
            var handler = http.RequestServices.GetRequiredService<OpenIddictServerAspNetCoreHandler>();
            await handler.InitializeAsync(Scheme, http);
            if (!await handler.HandleRequestAsync())
                await Answer(http, StatusCodes.Status400BadRequest, "invalid_request", "The request is not one for a token.");
        }
        catch (BadHttpRequestException bad)
        {
            await Answer(http, bad.StatusCode, "invalid_request", "The body could not be read.");
        }
        catch (Exception failure) when (failure is StoreUnavailableException or TimeoutException or OrleansException)
        {
            LogUnavailable(http.RequestServices.GetRequiredService<ILogger<TokenEndpoint>>(), failure);
            http.Response.Headers.RetryAfter = "1";
            await Answer(
                http, StatusCodes.Status503ServiceUnavailable, "temporarily_unavailable", "The service cannot answer at the moment; try again.");
        }
    }

    private static Task Answer(HttpContext http, int status, string error, string description)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Pragma = "no-cache";
        return http.Response.WriteAsJsonAsync(new TokenError(error, description), IdentityJson.Default.TokenError);
    }

    [LoggerMessage(LogLevel.Error, "A request for a token could not be answered")]
    private static partial void LogUnavailable(ILogger log, Exception failure);
}
