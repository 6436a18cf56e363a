using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Api;

/// <summary>The members of an organization.</summary>
internal static class MemberEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/members", async (OrganizationId org, PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().Members(org, page.After, page.Limit)).ToHttp())
            .RequirePermission(Permission.MembersRead)
            .WithName("listMembers");

        organization.MapGet("/members/{user}", async (OrganizationId org, UserId user, IGrainFactory grains) =>
                (await grains.Membership(org, user).Get()).ToHttp())
            .RequirePermission(Permission.MembersRead)
            .WithName("getMember");
    }
}
