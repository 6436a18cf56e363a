namespace Tenantry.Api;

/// <summary>What an organization can subscribe to.</summary>
internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder routes)
        => routes.MapGet("/v1/plans", async (PageQuery page, IGrainFactory grains) =>
                page.Of(await grains.Plans().List(), plan => plan.Name).ToHttp())
            .AllowAnonymous()
            .WithTags("Plans")
            .WithName("listPlans")
            .WithSummary("List the plans, the smallest first");
}
