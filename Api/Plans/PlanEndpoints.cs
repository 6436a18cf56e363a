using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Api;

/// <summary>What an organization can subscribe to.</summary>
internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder routes)
        => routes.MapGet("/v1/plans", async (PageQuery page, IGrainFactory grains) =>
                page.Of(await grains.Plans().List(), plan => plan.Name).ToHttp())
            .AllowAnonymous()
            .WithName("listPlans");
}
