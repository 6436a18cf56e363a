using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Tenantry.Identity;

/// <summary>Where RFC 6749 refuses a request and OpenIddict would not.</summary>
internal static class TokenRequests
{
    public static void AddTo(OpenIddictServerBuilder server)
    {
        server.AddEventHandler<ExtractTokenRequestContext>(handler => handler
            .UseInlineHandler(ReadForm)
            .SetOrder(OpenIddictServerAspNetCoreHandlers.ExtractPostRequest<ExtractTokenRequestContext>.Descriptor.Order - 500));

        // RefreshGrant checks the scope, with the error that section 5.2 has for it.
        server.RemoveEventHandler(OpenIddictServerHandlers.Exchange.ValidateGrantedScopes.Descriptor);

        // Degraded mode asks for a handler that checks clients. There are none to check: who sends a secret is refused before.
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(_ => ValueTask.CompletedTask));
    }

    private static async ValueTask ReadForm(ExtractTokenRequestContext context)
    {
        var request = context.Transaction.GetHttpRequest()!;
        if (!HttpMethods.IsPost(request.Method))
            return;
        if (request.GetTypedHeaders().ContentType?.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            context.Reject(Errors.InvalidRequest, "The request must have the content type application/x-www-form-urlencoded.");
            return;
        }

        try
        {
            var form = await request.ReadFormAsync(context.CancellationToken);
            if (form.Any(parameter => parameter.Value.Count > 1))
                context.Reject(Errors.InvalidRequest, "No parameter may be sent more than once.");
        }
        catch (InvalidDataException)
        {
            context.Reject(Errors.InvalidRequest, "The form is not well formed, or too large.");
        }
    }
}
