namespace Tenantry.Api;

/// <summary>The signed-in operator's own account.</summary>
internal static class OperatorMeEndpoints
{
    public static void MapOperatorMe(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/v1/admin/me").RequireOperatorThemselves().WithTags("Staff");

        me.MapGet("/", async (Caller caller, IGrainFactory grains) => (await grains.Operator(caller.Operator).Get()).ToHttp())
            .WithName("adminGetMe")
            .WithSummary("The signed-in operator")
            .Refuses(ErrorCode.OperatorNotFound);

        me.MapPost("/password", async (Body<OperatorPasswordBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new ChangeOperatorPassword
                {
                    Operator = caller.Operator,
                    Current = body.Value.Current,
                    Password = body.Value.Password,
                })).ToHttp())
            .WithName("adminChangeMyPassword")
            .WithSummary("Change one's password, which ends all one's sessions")
            .Refuses(ErrorCode.PasswordWrong, ErrorCode.TooManyAttempts);

        me.MapGet("/totp", async (Caller caller, IGrainFactory grains) => (await grains.Operator(caller.Operator).GetSecondFactor()).ToHttp())
            .WithName("adminGetMySecondFactor")
            .WithSummary("Whether a second factor is on")
            .Refuses(ErrorCode.OperatorNotFound);

        me.MapPost("/totp", async (Body<TotpBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new EnrolOperatorFactor { Operator = caller.Operator, Password = body.Value.Password })).ToHttp())
            .WithName("adminEnrolMySecondFactor")
            .WithSummary("Begin to set up a second factor; it counts once it is confirmed")
            .Refuses(ErrorCode.PasswordWrong, ErrorCode.TooManyAttempts, ErrorCode.SecondFactorExists);

        me.MapPost("/totp/confirm", async (Body<OperatorCodeBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new ConfirmOperatorFactor { Operator = caller.Operator, Code = body.Value.Code })).ToHttp())
            .WithName("adminConfirmMySecondFactor")
            .WithSummary("Switch the second factor on and end all one's sessions; the recovery codes are shown once")
            .Refuses(ErrorCode.SecondFactorMissing, ErrorCode.CodeInvalid, ErrorCode.TooManyAttempts);

        me.MapPost("/totp/recovery-codes", async (Body<OperatorCodeBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new RenewOperatorCodes { Operator = caller.Operator, Code = body.Value.Code })).ToHttp())
            .WithName("adminRenewMyRecoveryCodes")
            .WithSummary("Make the recovery codes anew, shown once")
            .Refuses(ErrorCode.SecondFactorMissing, ErrorCode.CodeInvalid, ErrorCode.TooManyAttempts);

        me.MapPost("/totp/remove", async (Body<OperatorCodeBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new RemoveOperatorFactor
                {
                    Operator = caller.Operator,
                    Code = body.Value.Code,
                    Actor = caller.Actor,
                })).ToHttp())
            .WithName("adminRemoveMySecondFactor")
            .WithSummary("Switch the second factor off, which ends all one's sessions")
            .Refuses(ErrorCode.CodeInvalid, ErrorCode.TooManyAttempts);
    }
}

/// <summary>A change of one's own password.</summary>
internal sealed record OperatorPasswordBody
{
    /// <summary>The password so far.</summary>
    public required string Current { get; init; }

    /// <summary>The password from now on.</summary>
    public required string Password { get; init; }

    public override string ToString() => nameof(OperatorPasswordBody);
}

/// <summary>A code of one's second factor.</summary>
internal sealed record OperatorCodeBody
{
    /// <summary>The six digits that the authenticator shows; except to confirm, a recovery code does as well.</summary>
    public required string Code { get; init; }

    public override string ToString() => nameof(OperatorCodeBody);
}
