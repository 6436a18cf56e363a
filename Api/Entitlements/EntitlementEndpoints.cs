namespace Tenantry.Api;

/// <summary>What an organization may, in one answer.</summary>
internal static class EntitlementEndpoints
{
    public static void MapEntitlements(this IEndpointRouteBuilder organization)
        => organization.MapGet("/entitlements", async (OrganizationId org, IGrainFactory grains) =>
                (await grains.Organization(org).GetEntitlements()).ToHttp())
            .RequirePermission(Permission.EntitlementsRead)
            .WithTags("Entitlements")
            .WithName("getEntitlements")
            .WithSummary("Read features, limits and usage")
            .WithDescription("Made to be asked often: its entity tag differs whenever anything of it differs.");
}
