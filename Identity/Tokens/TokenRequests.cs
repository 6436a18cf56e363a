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

/// <summary>Where RFC 6749 refuses a request and OpenIddict would not.</summary>
internal static class TokenRequests
{
    public static void AddTo(OpenIddictServerBuilder server)
    {
        server.AddEventHandler<ExtractTokenRequestContext>(handler => handler
            .UseInlineHandler(ReadForm)
            .SetOrder(OpenIddictServerAspNetCoreHandlers.ExtractPostRequest<ExtractTokenRequestContext>.Descriptor.Order - 500));

        // RefreshGrant checks the scope, with the error that section 5.2 has for it; what else can be asked for depends on the client.
        server.RemoveEventHandler(OpenIddictServerHandlers.Exchange.ValidateGrantedScopes.Descriptor);
        server.RemoveEventHandler(OpenIddictServerHandlers.Exchange.ValidateScopes.Descriptor);
        server.RemoveEventHandler(OpenIddictServerHandlers.Exchange.ValidateResources.Descriptor);
        server.RemoveEventHandler(OpenIddictServerHandlers.Exchange.ValidateResourceParameter.Descriptor);

        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler
            .UseSingletonHandler<ClientAuthentication>()
            .SetOrder(OpenIddictServerHandlers.Exchange.ValidateAuthentication.Descriptor.Order - 500));
    }

    /// <summary>Whether the request came to a port at which operators are served.</summary>
    public static bool IsInternal(OpenIddictServerTransaction transaction)
    {
        var http = transaction.GetHttpRequest()!.HttpContext;
        return http.RequestServices.GetRequiredService<IInternalPort>().Serves(http.Connection.LocalPort);
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
            // RFC 8707 section 2 has one parameter that may.
            if (form.Any(parameter => parameter.Value.Count > 1 && parameter.Key != Parameters.Resource))
                context.Reject(Errors.InvalidRequest, "No parameter may be sent more than once.");
        }
        catch (InvalidDataException)
        {
            context.Reject(Errors.InvalidRequest, "The form is not well formed, or too large.");
        }
    }
}
