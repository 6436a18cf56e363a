using Microsoft.AspNetCore.Mvc;

namespace Tenantry.Api;

/// <summary>Where who comes with a token of an issuer outside finds their account, or gets one.</summary>
internal static class EnsureEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder routes)
        => routes.MapPost("/v1/session", async (
                Body<SessionBody> body, SessionCaller caller, [FromServices] IExternalIdentities identities, IGrainFactory grains,
                CommandSender commands, CancellationToken cancellation) =>
                caller.User is { } user
                    ? new SessionAnswer(await grains.ReadMe(user), isNew: false)
                    : await Ensure(body.Value, caller, identities, grains, commands, cancellation))
            .RequireAuthorization(CallerRequirement.Sessions)
            .LimitSignupsPerAddress()
            .WithTags("Sign-up")
            .WithName("ensureSession")
            .WithSummary("Who the token stands for; signs them up if they come for the first time")
            .Refuses(ErrorCode.UserNotFound, ErrorCode.EmailTaken, ErrorCode.SlugTaken, ErrorCode.AttemptAbandoned);

    private static async Task<SessionAnswer> Ensure(
        SessionBody body, SessionCaller caller, IExternalIdentities identities, IGrainFactory grains, CommandSender commands, CancellationToken cancellation)
    {
        var described = await identities.Describe(caller.Principal, body.IdToken, cancellation);
        if (!described.Succeeded)
            return new SessionAnswer(described.Error);

        var ensured = await commands.Run(body.ToCommand(described.Value));
        return ensured.Value is { } account
            ? new SessionAnswer(await grains.ReadMe(account.User), account.IsNew) { Replayed = ensured.Replayed }
            : new SessionAnswer(ensured.Error!) { Replayed = ensured.Replayed };
    }
}

/// <summary>What a newcomer wants; ignored for who is known.</summary>
internal sealed record SessionBody
{
    /// <summary>The organization to be made; named after the email address when left out.</summary>
    public SignupOrganizationBody? Organization { get; init; }

    /// <summary>An id token of the same sign-in, when the access token says no email address.</summary>
    public string? IdToken { get; init; }

    /// <summary>The command that the body asks for.</summary>
    public EnsureAccount ToCommand(ExternalIdentity identity)
        => new() { Identity = identity, OrganizationName = Organization?.Name, Slug = Organization?.Slug };

    public override string ToString() => nameof(SessionBody);
}
