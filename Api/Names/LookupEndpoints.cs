namespace Tenantry.Api;

/// <summary>Organizations by their slug and by the product's own id of them.</summary>
internal static class LookupEndpoints
{
    public static void MapLookups(this IEndpointRouteBuilder routes)
    {
        var organizations = routes.MapGroup("/v1/organizations").RequireMember().WithTags("Organizations");

        organizations.MapGet("/by-slug/{slug}", (string slug, Caller caller, IGrainFactory grains) => grains.FindBySlug(slug, caller))
            .WithName("getOrganizationBySlug")
            .WithSummary("Read an organization by its slug; a former slug redirects for 30 days")
            .Refuses(ErrorCode.OrganizationNotFound);

        organizations.MapGet("/by-external-id/{externalId}", (string externalId, Caller caller, IGrainFactory grains) =>
                grains.FindByExternalId(externalId, caller))
            .WithName("getOrganizationByExternalId")
            .WithSummary("Read an organization by the product's own id of it")
            .Refuses(ErrorCode.OrganizationNotFound);

        var all = routes.MapGroup("/v1/admin/organizations").RequireOperator().WithTags("Operators");

        all.MapGet("/by-slug/{slug}", (string slug, IGrainFactory grains) => grains.FindBySlug(slug))
            .WithName("adminGetOrganizationBySlug")
            .WithSummary("Read any organization by its slug; a former slug redirects for 30 days")
            .Refuses(ErrorCode.OrganizationNotFound);

        all.MapGet("/by-external-id/{externalId}", (string externalId, IGrainFactory grains) => grains.FindByExternalId(externalId))
            .WithName("adminGetOrganizationByExternalId")
            .WithSummary("Read any organization by the product's own id of it")
            .Refuses(ErrorCode.OrganizationNotFound);
    }
}
