namespace Tenantry.Api;

/// <summary>
/// What the one who holds an invitation's token can do. The token is always in the body, since an address ends up in logs and
/// histories.
/// </summary>
internal static class InvitedEndpoints
{
    public static void MapInvited(this IEndpointRouteBuilder routes)
    {
        var invitations = routes.MapGroup("/v1/invitations").WithTags("Invitations");

        invitations.MapPost("/preview", async (Body<InvitationTokenBody> body, IGrainFactory grains) =>
                (await grains.PreviewInvitation(body.Value.Token)).ToHttp())
            .AllowAnonymous()
            .LimitSignupsPerAddress()
            .WithName("previewInvitation")
            .WithSummary("What a token invites to")
            .Refuses(ErrorCode.InvitationNotFound, ErrorCode.InvitationNotPending);

        invitations.MapPost("/accept", async (Body<InvitationTokenBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new AcceptInvitation { Token = body.Value.Token, User = caller.User })).ToHttp())
            .RequireUser()
            .WithName("acceptInvitation")
            .WithSummary("Join an organization as the signed-in user")
            .Refuses(
                ErrorCode.InvitationNotFound, ErrorCode.InvitationNotPending, ErrorCode.InvitationForOther, ErrorCode.MemberExists,
                ErrorCode.OrganizationSuspended, ErrorCode.TooManyOrganizations, ErrorCode.CapacityReached, ErrorCode.UserNotFound);

        invitations.MapPost("/sign-up", async (Body<InvitationSignupBody> body, CommandSender commands) =>
                (await commands.Run(new AcceptInvitationAsNewUser
                {
                    Token = body.Value.Token,
                    UserName = body.Value.User.Name,
                    Password = body.Value.User.Password,
                })).ToHttp(joined => $"/v1/organizations/{joined.Organization.Id}"))
            .AllowAnonymous()
            .LimitSignupsPerAddress()
            .WithName("signUpByInvitation")
            .WithSummary("Make an account for the invited address and join the organization")
            .Refuses(
                ErrorCode.InvitationNotFound, ErrorCode.InvitationNotPending, ErrorCode.EmailTaken, ErrorCode.OrganizationSuspended,
                ErrorCode.CapacityReached, ErrorCode.AttemptAbandoned);

        invitations.MapPost("/decline", async (Body<InvitationTokenBody> body, CommandSender commands) =>
                (await commands.Run(new DeclineInvitation { Token = body.Value.Token })).ToHttp())
            .AllowAnonymous()
            .LimitSignupsPerAddress()
            .WithName("declineInvitation")
            .WithSummary("Decline an invitation")
            .Refuses(ErrorCode.InvitationNotFound, ErrorCode.InvitationNotPending);
    }
}

/// <summary>The token of an invitation.</summary>
internal sealed record InvitationTokenBody
{
    /// <summary>As it stands in the mail's link.</summary>
    public required string Token { get; init; }

    public override string ToString() => nameof(InvitationTokenBody);
}

/// <summary>The token of an invitation, and the account to be made.</summary>
internal sealed record InvitationSignupBody
{
    /// <summary>As it stands in the mail's link.</summary>
    public required string Token { get; init; }

    public required InvitedUserBody User { get; init; }

    public override string ToString() => nameof(InvitationSignupBody);
}

/// <summary>The account to be made; its email address is the invited one.</summary>
internal sealed record InvitedUserBody
{
    public string? Name { get; init; }

    public required string Password { get; init; }

    public override string ToString() => nameof(InvitedUserBody);
}
