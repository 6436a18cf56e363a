namespace Tenantry.Api;

/// <summary>The second factor of the signed-in user.</summary>
internal static class SecondFactorEndpoints
{
    public static void MapSecondFactor(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/v1/me").RequireUser().WithTags("Me");

        me.MapGet("/totp", async (Caller caller, IGrainFactory grains) =>
                (await grains.User(caller.User).GetSecondFactor()).ToHttp())
            .WithName("getTotp")
            .WithSummary("Whether a second factor is on")
            .Refuses(ErrorCode.UserNotFound);

        me.MapPost("/totp", async (Body<TotpBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new EnrolSecondFactor { User = caller.User, Password = body.Value.Password })).ToHttp())
            .WithName("enrolTotp")
            .WithSummary("Get a seed for an authenticator, shown once; it counts once a first code confirms it")
            .Refuses(ErrorCode.PasswordWrong, ErrorCode.TooManyAttempts, ErrorCode.SecondFactorExists, ErrorCode.UserNotFound, ErrorCode.IdentityElsewhere);

        me.MapPost("/totp/confirm", async (Body<TotpCodeBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new ConfirmSecondFactor { User = caller.User, Code = body.Value.Code })).ToHttp())
            .WithName("confirmTotp")
            .WithSummary("Switch the second factor on by a first code and end all sessions; answers the recovery codes, shown once")
            .Refuses(ErrorCode.CodeInvalid, ErrorCode.TooManyAttempts, ErrorCode.SecondFactorMissing, ErrorCode.UserNotFound);

        me.MapDelete("/totp", async (Body<ProvingCodeBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new RemoveSecondFactor { User = caller.User, Code = body.Value.Code })).ToHttp())
            .WithName("removeTotp")
            .WithSummary("Switch the second factor off and end all sessions")
            .Refuses(ErrorCode.CodeInvalid, ErrorCode.TooManyAttempts, ErrorCode.UserNotFound);

        me.MapPost("/recovery-codes", async (Body<ProvingCodeBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new RenewRecoveryCodes { User = caller.User, Code = body.Value.Code })).ToHttp())
            .WithName("renewRecoveryCodes")
            .WithSummary("Get new recovery codes in the place of all so far, shown once")
            .Refuses(ErrorCode.CodeInvalid, ErrorCode.TooManyAttempts, ErrorCode.SecondFactorMissing, ErrorCode.UserNotFound);
    }
}

/// <summary>The proof that whoever sets a second factor up may.</summary>
internal sealed record TotpBody
{
    public required string Password { get; init; }

    public override string ToString() => nameof(TotpBody);
}

/// <summary>A code of an authenticator.</summary>
internal sealed record TotpCodeBody
{
    /// <summary>Six digits.</summary>
    public required string Code { get; init; }

    public override string ToString() => nameof(TotpCodeBody);
}

/// <summary>The proof of a second factor that is on. The password does not stand in for it: then the factor would be none.</summary>
internal sealed record ProvingCodeBody
{
    /// <summary>Six digits of the authenticator, or a recovery code.</summary>
    public required string Code { get; init; }

    public override string ToString() => nameof(ProvingCodeBody);
}
