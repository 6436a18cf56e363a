using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>The members of an organization.</summary>
internal static class MemberEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/members", async (OrganizationId org, PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().Members(org, page.After, page.Limit)).ToHttp())
            .RequirePermission(Permission.MembersRead)
            .WithTags("Members")
            .WithName("listMembers")
            .WithSummary("List the members, in the order they signed up");

        organization.MapGet("/members/{user}", async (OrganizationId org, UserId user, IGrainFactory grains) =>
                (await grains.Membership(org, user).Get()).ToHttp())
            .RequirePermission(Permission.MembersRead)
            .WithTags("Members")
            .WithName("getMember")
            .WithSummary("Read a member")
            .Refuses(ErrorCode.MemberNotFound);

        organization.MapPatch("/members/{user}", async (
                OrganizationId org, UserId user, Body<MemberChangesBody> body, IfMatch ifMatch, Caller caller, CommandSender commands) =>
                (await commands.Run(new ChangeMember
                {
                    Organization = org,
                    User = user,
                    Role = body.Value.Role,
                    CustomRoles = body.Value.CustomRoles,
                    IfRevision = ifMatch.Revision,
                    Actor = caller.Actor,
                })).ToHttp())
            .RequirePermission(Permission.MembersWrite)
            .WithTags("Members")
            .WithName("changeMember")
            .WithSummary("Change a member's roles")
            .Refuses(ErrorCode.MemberNotFound, ErrorCode.LastAdmin, ErrorCode.RoleAboveOwn, ErrorCode.RoleNotFound, ErrorCode.CapacityReached);

        organization.MapDelete("/members/{user}", async (OrganizationId org, UserId user, Caller caller, CommandSender commands) =>
                (await commands.Run(new EndMembership { Organization = org, User = user, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.MembersWrite)
            .WithTags("Members")
            .WithName("removeMember")
            .WithSummary("Remove a member")
            .Refuses(ErrorCode.MemberNotFound, ErrorCode.LastAdmin, ErrorCode.RoleAboveOwn);

        organization.MapPost("/leave", async (OrganizationId org, Caller caller, CommandSender commands) =>
                (await commands.Run(new EndMembership { Organization = org, User = caller.User, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.OrganizationLeave)
            .WithTags("Members")
            .WithMetadata(new ForPeople())
            .WithName("leaveOrganization")
            .WithSummary("Leave the organization")
            .Refuses(ErrorCode.LastAdmin);

        organization.MapPost("/transfer-admin", async (
                OrganizationId org, Body<AdminTransferBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new TransferAdmin
                {
                    Organization = org,
                    From = caller.User,
                    To = body.Value.To,
                    StepDownTo = body.Value.StepDownTo,
                })).ToHttp())
            .RequirePermission(Permission.MembersWrite)
            .WithTags("Members")
            .WithMetadata(new ForPeople())
            .WithName("transferAdmin")
            .WithSummary("Make another member admin, and step down if asked, in one step")
            .Refuses(ErrorCode.MemberNotFound, ErrorCode.CapacityReached);
    }
}

/// <summary>Changes to a member; what is left out stays as it is.</summary>
internal sealed record MemberChangesBody
{
    /// <summary>admin, manager, member or viewer; owner, editor and user are understood as the first three.</summary>
    [DisallowNull]
    public string? Role { get; init; }

    /// <summary>The keys of all custom roles that the member is to have.</summary>
    [DisallowNull]
    public ImmutableArray<string>? CustomRoles { get; init; }
}

/// <summary>Admin rights handed over.</summary>
internal sealed record AdminTransferBody
{
    /// <summary>The member who becomes admin.</summary>
    public required UserId To { get; init; }

    /// <summary>The role below admin that the caller keeps; left out, the caller stays admin too.</summary>
    [DisallowNull]
    public string? StepDownTo { get; init; }
}
