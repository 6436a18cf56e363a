using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>Closing one's account.</summary>
internal static class ClosingEndpoints
{
    public static void MapClosing(this IEndpointRouteBuilder routes)
        => routes.MapPost("/v1/me/close", async (Body<ClosingBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new CloseAccount { User = caller.User, Password = body.Value.Password })).ToHttp())
            .RequireUser()
            .WithTags("Me")
            .WithName("closeAccount")
            .WithSummary("Close the account for good and leave all organizations")
            .Refuses(
                ErrorCode.PasswordWrong, ErrorCode.TooManyAttempts, ErrorCode.UserNotFound, ErrorCode.HandOverFirst, ErrorCode.ChangeInProgress);
}

/// <summary>The proof that whoever closes the account may.</summary>
internal sealed record ClosingBody
{
    /// <summary>The account's password; left out by who has none here.</summary>
    [DisallowNull]
    public string? Password { get; init; }

    public override string ToString() => nameof(ClosingBody);
}
