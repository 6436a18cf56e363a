using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>What admins of a tenant do about their members' accounts.</summary>
internal static class MemberAdministration
{
    public static void MapMemberAdministration(this IEndpointRouteBuilder organization)
    {
        organization.MapPost("/members/{user}/disable", async (OrganizationId org, UserId user, Caller caller, CommandSender commands) =>
                (await commands.Run(new DisableMember { Organization = org, User = user, Disabled = true, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.MembersWrite)
            .WithTags("Members")
            .WithName("disableMember")
            .WithSummary("Close this organization to a member, from the next request on; the place and its seat stay")
            .Refuses(ErrorCode.MemberNotFound, ErrorCode.LastAdmin, ErrorCode.RoleAboveOwn);

        organization.MapPost("/members/{user}/enable", async (OrganizationId org, UserId user, Caller caller, CommandSender commands) =>
                (await commands.Run(new DisableMember { Organization = org, User = user, Disabled = false, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.MembersWrite)
            .WithTags("Members")
            .WithName("enableMember")
            .WithSummary("Open the organization to a disabled member again")
            .Refuses(ErrorCode.MemberNotFound, ErrorCode.RoleAboveOwn, ErrorCode.CapacityReached);

        organization.MapPost("/users", async (OrganizationId org, Body<NewOrganizationUserBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new AddOrganizationUser
                {
                    Organization = org,
                    Email = body.Value.Email,
                    Name = body.Value.Name,
                    Role = body.Value.Role,
                    Password = body.Value.Password,
                    Actor = caller.Actor,
                })).ToHttp(made => $"/v1/organizations/{org}/members/{made.Id}"))
            .RequirePermission(Permission.MembersWrite)
            .WithTags("Members")
            .WithName("addOrganizationUser")
            .WithSummary("Make an account that is a member from the beginning; who has one already is invited instead")
            .Refuses(ErrorCode.EmailTaken, ErrorCode.LimitReached, ErrorCode.RoleAboveOwn, ErrorCode.CapacityReached, ErrorCode.AttemptAbandoned);
    }
}

/// <summary>A user to be made a member.</summary>
internal sealed record NewOrganizationUserBody
{
    public required string Email { get; init; }

    [DisallowNull]
    public string? Name { get; init; }

    /// <summary>admin, manager, member or viewer; member when left out.</summary>
    [DisallowNull]
    public string? Role { get; init; }

    /// <summary>The first password, which the user should change.</summary>
    public required string Password { get; init; }

    public override string ToString() => nameof(NewOrganizationUserBody);
}
