namespace Tenantry.Api;

/// <summary>Signing up a tenant.</summary>
internal static class SignupEndpoints
{
    public static void MapSignups(this IEndpointRouteBuilder routes)
        => routes.MapPost("/v1/signups", async (Body<NewSignupBody> body, CommandSender commands) =>
                (await commands.Run(body.Value.ToCommand())).ToHttp(made => $"/v1/organizations/{made.Organization.Id}"))
            .AllowAnonymous()
            .LimitSignupsPerAddress()
            .WithTags("Sign-up")
            .WithName("signUp")
            .WithSummary("Sign up a tenant")
            .Refuses(ErrorCode.EmailTaken, ErrorCode.SlugTaken, ErrorCode.AttemptAbandoned);
}
