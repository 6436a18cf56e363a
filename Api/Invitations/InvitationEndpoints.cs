using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>The invitations of an organization, to its members.</summary>
internal static class InvitationEndpoints
{
    public static void MapInvitations(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/invitations", async (OrganizationId org, PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().Invitations(org, page.After, page.Limit)).ToHttp())
            .RequirePermission(Permission.InvitationsRead)
            .WithTags("Invitations")
            .WithName("listInvitations")
            .WithSummary("List the invitations, the oldest first");

        organization.MapPost("/invitations", async (
                OrganizationId org, Body<NewInvitationBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new Invite { Organization = org, Invitation = body.Value.ToRequest(), Actor = caller.Actor }))
                .ToHttp(made => $"/v1/organizations/{org}/invitations/{made.Id}"))
            .RequirePermission(Permission.InvitationsWrite)
            .WithTags("Invitations")
            .WithName("createInvitation")
            .WithSummary("Invite somebody; the invitation holds a seat while it is pending")
            .Refuses(
                ErrorCode.MemberExists, ErrorCode.AlreadyInvited, ErrorCode.LimitReached, ErrorCode.RoleAboveOwn, ErrorCode.RoleNotFound,
                ErrorCode.TeamNotFound);

        organization.MapPost("/invitations/batch", async (
                OrganizationId org, Body<InvitationBatchBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new InviteMany
                {
                    Organization = org,
                    Invitations = body.Value.ToRequests(),
                    Actor = caller.Actor,
                })).ToHttp(_ => $"/v1/organizations/{org}/invitations"))
            .RequirePermission(Permission.InvitationsWrite)
            .WithTags("Invitations")
            .WithName("createInvitations")
            .WithSummary("Invite up to 50 at once: all of them, or none")
            .Refuses(
                ErrorCode.MemberExists, ErrorCode.AlreadyInvited, ErrorCode.LimitReached, ErrorCode.RoleAboveOwn, ErrorCode.RoleNotFound,
                ErrorCode.TeamNotFound);

        organization.MapGet("/invitations/{invitation}", async (OrganizationId org, InvitationId invitation, IGrainFactory grains) =>
                (await grains.Invitation(org, invitation).Get()).ToHttp())
            .RequirePermission(Permission.InvitationsRead)
            .WithTags("Invitations")
            .WithName("getInvitation")
            .WithSummary("Read an invitation")
            .Refuses(ErrorCode.InvitationNotFound);

        organization.MapPost("/invitations/{invitation}/resend", async (
                OrganizationId org, InvitationId invitation, Caller caller, CommandSender commands) =>
                (await commands.Run(new ResendInvitation { Organization = org, Invitation = invitation, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.InvitationsWrite)
            .WithTags("Invitations")
            .WithName("resendInvitation")
            .WithSummary("Send an invitation again, with a new token; the ones before are void")
            .Refuses(ErrorCode.InvitationNotFound, ErrorCode.InvitationNotPending);

        organization.MapDelete("/invitations/{invitation}", async (
                OrganizationId org, InvitationId invitation, Caller caller, CommandSender commands) =>
                (await commands.Run(new RevokeInvitation { Organization = org, Invitation = invitation, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.InvitationsWrite)
            .WithTags("Invitations")
            .WithName("revokeInvitation")
            .WithSummary("Take an invitation back, and free its seat")
            .Refuses(ErrorCode.InvitationNotFound, ErrorCode.InvitationNotPending);
    }
}

/// <summary>Somebody to be invited.</summary>
internal sealed record NewInvitationBody
{
    public required string Email { get; init; }

    /// <summary>admin, manager, member or viewer; owner, editor and user are understood as the first three. Member when left out.</summary>
    [DisallowNull]
    public string? Role { get; init; }

    /// <summary>The keys of custom roles that add to the role.</summary>
    [DisallowNull]
    public ImmutableArray<string>? CustomRoles { get; init; }

    /// <summary>The teams to get into, at most 10.</summary>
    [DisallowNull]
    public ImmutableArray<TeamId>? Teams { get; init; }

    /// <summary>For how many days the invitation is good, 1 to 30; 7 when left out.</summary>
    [DisallowNull]
    public int? ExpiresInDays { get; init; }

    /// <summary>Whether to send the token by mail, which is the default; otherwise the answer has it, once.</summary>
    [DisallowNull]
    public bool? SendMail { get; init; }

    public InvitationRequest ToRequest() => new()
    {
        Email = Email,
        Role = Role,
        CustomRoles = CustomRoles ?? [],
        Teams = Teams ?? [],
        ExpiresInDays = ExpiresInDays,
        SendMail = SendMail ?? true,
    };
}

/// <summary>Those who are to be invited together.</summary>
internal sealed record InvitationBatchBody
{
    /// <summary>1 to 50, each with another address.</summary>
    public required ImmutableArray<NewInvitationBody?> Invitations { get; init; }

    // A null among them is as good as an invitation of nobody, which is refused by its place.
    public ImmutableArray<InvitationRequest> ToRequests()
        => [.. Invitations.Select(invitation => invitation?.ToRequest() ?? new InvitationRequest { Email = "" })];
}
