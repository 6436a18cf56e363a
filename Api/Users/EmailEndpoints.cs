using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>
/// Proving and changing the address of an account. A token is always in the body, since an address ends up in logs and histories.
/// Whoever has the mail must be signed in too: a click alone would prove an address for a stranger who signed up with it.
/// </summary>
internal static class EmailEndpoints
{
    public static void MapEmails(this IEndpointRouteBuilder routes)
    {
        var email = routes.MapGroup("/v1/email").RequireUser().WithTags("Accounts");

        email.MapPost("/verify", async (Body<AccountTokenBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new ProveEmail { User = caller.User, Token = body.Value.Token })).ToHttp())
            .LimitAccountRequestsPerAddress()
            .WithName("verifyEmail")
            .WithSummary("Verify the account's own email address by the token that was mailed to it")
            .Refuses(ErrorCode.TokenInvalid);

        email.MapPost("/confirm", async (Body<AccountTokenBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new ConfirmEmailChange { User = caller.User, Token = body.Value.Token })).ToHttp())
            .LimitAccountRequestsPerAddress()
            .WithName("confirmEmail")
            .WithSummary("Give the account the email address to which its token was mailed")
            .Refuses(ErrorCode.TokenInvalid, ErrorCode.EmailTaken, ErrorCode.ChangeInProgress);

        var me = routes.MapGroup("/v1/me/email").RequireUser().WithTags("Me");

        me.MapPost("/", async (Body<EmailChangeBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new ChangeEmail { User = caller.User, Email = body.Value.Email, Password = body.Value.Password })).ToAccepted())
            .WithName("changeEmail")
            .WithSummary("Ask for another email address; a token is mailed to it")
            .Refuses(ErrorCode.PasswordWrong, ErrorCode.TooManyAttempts, ErrorCode.UserNotFound);

        me.MapPost("/verification", async (Caller caller, CommandSender commands) =>
                (await commands.Run(new SendVerification { User = caller.User })).ToAccepted())
            .WithName("sendVerification")
            .WithSummary("Have another token mailed that verifies the email address")
            .Refuses(ErrorCode.TooManyAttempts, ErrorCode.UserNotFound);
    }
}

/// <summary>The token of a mail.</summary>
internal sealed record AccountTokenBody
{
    /// <summary>As it stands in the mail's link.</summary>
    public required string Token { get; init; }

    public override string ToString() => nameof(AccountTokenBody);
}

/// <summary>Another email address.</summary>
internal sealed record EmailChangeBody
{
    public required string Email { get; init; }

    /// <summary>The account's password; left out by who has none here.</summary>
    [DisallowNull]
    public string? Password { get; init; }

    public override string ToString() => nameof(EmailChangeBody);
}
