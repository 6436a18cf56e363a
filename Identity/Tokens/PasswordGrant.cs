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
internal sealed class PasswordGrant(
    LogIn logIn, IGrainFactory grains, IOptions<IdentitySettings> settings, IOptions<CognitoSettings> cognito, TimeProvider time)
    : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    // RFC 6749 has no word for it; this one is commonly used.
    private const string CodeRequired = "mfa_required";
    private const string OtpParameter = "otp";
    private const string RecoveryCodeParameter = "recovery_code";
    private const int LongestUserAgent = 200;

    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!context.Request.IsPasswordGrantType())
            return;

        if (cognito.Value.IsUsed && !context.Request.HasScope(TokenServer.OperatorScope))
        {
            context.Reject(Errors.UnauthorizedClient, "Users sign in at the user pool.");
            return;
        }

        // Before the password is looked at: whatever ends the sessions after that moment ends this one too.
        var began = time.GetUtcNow();
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var answer = await logIn.Attempt(
            context.Request.HasScope(TokenServer.OperatorScope) ? ActorKind.Operator : ActorKind.User,
            context.Request.Username!,
            context.Request.Password!,
            Proof(context.Request),
            began,
            http.Connection.RemoteIpAddress ?? IPAddress.None,
            http.RequestAborted);

        if (answer.RetryAfter is { } retryAfter)
        {
            context.RejectForNow(retryAfter, settings.Value.LoginAttemptsPerMinute);
            return;
        }

        if (answer.Subject is not { } subject)
        {
            if (answer.WantsCode)
                context.Reject(CodeRequired, "The account has a second factor; send otp or recovery_code, too.");
            else
                context.Reject(Errors.InvalidGrant, answer.WrongCode ? "The code is wrong, or was used before." : "The email address or the password is wrong.");
            return;
        }

        var session = new Session(TypedId.From<SessionId>(Guid.CreateVersion7(began)), Generation: 1);
        await grains.Session(subject.Id, session.Id).Begin(new NewSession
        {
            Subject = subject,
            ExpiresAt = began + settings.Value.RefreshTokenLifetime,
            Methods = answer.Methods,
            Client = TokenClient.Of(context.Transaction).Id,
            Address = http.Connection.RemoteIpAddress is { } address ? ClientAddress.Plain(address).ToString() : null,
            UserAgent = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent[..Math.Min(agent.Length, LongestUserAgent)] : null,
        });
        context.SignIn(session.Principal(subject, answer.Methods));
    }
    private static SecondFactorProof? Proof(OpenIddictRequest request)
    {
        var (otp, recoveryCode) = ((string?)request[OtpParameter], (string?)request[RecoveryCodeParameter]);
        return string.IsNullOrEmpty(otp) && string.IsNullOrEmpty(recoveryCode) ? null
            : string.IsNullOrEmpty(otp) ? new(null, recoveryCode)
            : new(otp, null);
    }
}
