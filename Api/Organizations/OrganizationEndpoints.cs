using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>An organization, to its members.</summary>
internal static class OrganizationEndpoints
{
    /// <summary>Everything of one organization: for its members only, each endpoint under a permission.</summary>
    public static RouteGroupBuilder MapOrganizationGroup(this IEndpointRouteBuilder routes)
        => routes.MapGroup("/v1/organizations/{org}").RequireUser().AllRequirePermissions();

    public static void MapOrganization(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/", async (OrganizationId org, IGrainFactory grains) =>
                (await grains.Organization(org).Get()).ToHttp())
            .RequirePermission(Permission.OrganizationRead)
            .WithTags("Organizations")
            .WithName("getOrganization")
            .WithSummary("Read an organization");

        organization.MapPatch("/", async (
                OrganizationId org, Body<OrganizationChangesBody> body, IfMatch ifMatch, Caller caller, IGrainFactory grains) =>
                (await grains.Organization(org).Update(new() { Name = body.Value.Name }, ifMatch.Revision, caller.Actor)).ToHttp())
            .RequirePermission(Permission.OrganizationWrite)
            .WithTags("Organizations")
            .WithName("updateOrganization")
            .WithSummary("Change an organization");
    }
}

/// <summary>Changes to an organization; what is left out stays as it is.</summary>
internal sealed record OrganizationChangesBody
{
    /// <summary>The display name; need not be unique.</summary>
    [DisallowNull]
    public string? Name { get; init; }
}
