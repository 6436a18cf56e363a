namespace Tenantry.Api;

/// <summary>Passwords that were forgotten or are to be changed. Either ends every session.</summary>
internal static class PasswordEndpoints
{
    public static void MapPasswords(this IEndpointRouteBuilder routes)
    {
        var password = routes.MapGroup("/v1/password").WithTags("Accounts");

        password.MapPost("/forgot", async (Body<ForgottenPasswordBody> body, CommandSender commands) =>
                (await commands.Run(new ForgetPassword { Email = body.Value.Email })).ToAccepted())
            .AllowAnonymous()
            .LimitAccountRequestsPerAddress()
            .WithName("forgotPassword")
            .WithSummary("Have a token mailed by which a password can be set anew; the answer is the same whether there is an account or not");

        password.MapPost("/reset", async (Body<PasswordResetBody> body, CommandSender commands) =>
                (await commands.Run(new ResetPassword { Token = body.Value.Token, Password = body.Value.Password })).ToHttp())
            .AllowAnonymous()
            .LimitAccountRequestsPerAddress()
            .WithName("resetPassword")
            .WithSummary("Set a password anew by a mailed token")
            .Refuses(ErrorCode.TokenInvalid, ErrorCode.IdentityElsewhere);

        routes.MapPost("/v1/me/password", async (Body<PasswordChangeBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new ChangePassword { User = caller.User, Current = body.Value.Current, Password = body.Value.Password })).ToHttp())
            .RequireUser()
            .WithTags("Me")
            .WithName("changePassword")
            .WithSummary("Change the password")
            .Refuses(ErrorCode.PasswordWrong, ErrorCode.TooManyAttempts, ErrorCode.UserNotFound, ErrorCode.IdentityElsewhere);
    }
}

/// <summary>Whose password was forgotten.</summary>
internal sealed record ForgottenPasswordBody
{
    public required string Email { get; init; }
}

/// <summary>A password to be set by a mailed token.</summary>
internal sealed record PasswordResetBody
{
    /// <summary>As it stands in the mail's link.</summary>
    public required string Token { get; init; }

    /// <summary>The new password.</summary>
    public required string Password { get; init; }

    public override string ToString() => nameof(PasswordResetBody);
}

/// <summary>A password to be changed by whoever knows it.</summary>
internal sealed record PasswordChangeBody
{
    /// <summary>The password so far.</summary>
    public required string Current { get; init; }

    /// <summary>The new password.</summary>
    public required string Password { get; init; }

    public override string ToString() => nameof(PasswordChangeBody);
}
