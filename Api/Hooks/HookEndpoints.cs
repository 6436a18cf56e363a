using Microsoft.AspNetCore.Mvc;

namespace Tenantry.Api;

/// <summary>What others tell us by themselves, signed.</summary>
internal static class HookEndpoints
{
    public static void MapHooks(this IEndpointRouteBuilder routes)
        => routes.MapPost("/v1/hooks/cognito/post-confirmation", async (
                SignedBody body, [FromServices] IExternalIdentities identities, CommandSender commands) =>
                await Confirm(body.Message, identities, commands))
            .AllowAnonymous()
            .WithTags("Hooks")
            .WithName("cognitoPostConfirmation")
            .WithSummary("Sign up who has confirmed their account in the user pool")
            .WithDescription(
                "Takes the event of Cognito's trigger as it is, signed as Standard Webhooks has it, and answers it unchanged. Safe to repeat.")
            .Produces<object>()
            .Refuses(ErrorCode.SignatureInvalid, ErrorCode.PoolNotOurs, ErrorCode.ValidationFailed, ErrorCode.EmailTaken, ErrorCode.AttemptAbandoned);

    private static async Task<IResult> Confirm(SignedMessage message, IExternalIdentities identities, CommandSender commands)
    {
        var read = identities.ReadConfirmation(message);
        if (!read.Succeeded)
            return Problem.Of(read.Error);

        if (read.Value.Identity is { } identity)
        {
            var ensured = await commands.Run(new EnsureAccount { Identity = identity, OrganizationName = read.Value.OrganizationName });
            if (ensured.Error is { } error)
                return Problem.Of(error);
        }

        return Results.Bytes(message.Body, "application/json");
    }
}
