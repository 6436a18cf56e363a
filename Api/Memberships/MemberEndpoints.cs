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
    }
}
