using System.Net;
using Microsoft.AspNetCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Tenantry.Grains.Interfaces;
using static OpenIddict.Server.OpenIddictServerEvents;
using Errors = OpenIddict.Abstractions.OpenIddictConstants.Errors;

namespace Tenantry.Identity;

/// <summary>RFC 6749 section 4.3: an email address and a password for a new session. With the scope <c>operator</c>, an operator's.</summary>
internal sealed class PasswordGrant(LogIn logIn, IGrainFactory grains, IOptions<IdentitySettings> settings, TimeProvider time)
    : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!context.Request.IsPasswordGrantType())
            return;

        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var answer = await logIn.Attempt(
            context.Request.HasScope(TokenServer.OperatorScope) ? ActorKind.Operator : ActorKind.User,
            context.Request.Username!,
            context.Request.Password!,
            http.Connection.RemoteIpAddress ?? IPAddress.None,
            http.RequestAborted);

        if (answer.RetryAfter is { } retryAfter)
        {
            context.RejectForNow(retryAfter, settings.Value.LoginAttemptsPerMinute);
            return;
        }

        if (answer.Subject is not { } subject)
        {
            context.Reject(Errors.InvalidGrant, "The email address or the password is wrong.");
            return;
        }

        var now = time.GetUtcNow();
        var session = new Session(TypedId.From<SessionId>(Guid.CreateVersion7(now)), Generation: 1);
        await grains.Session(session.Id).Begin(subject, now + settings.Value.RefreshTokenLifetime);
        context.SignIn(session.Principal(subject));
    }
}
