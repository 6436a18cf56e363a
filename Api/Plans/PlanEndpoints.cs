namespace Tenantry.Api;

/// <summary>What an organization can subscribe to.</summary>
internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder routes)
    {
        var plans = routes.MapGroup("/v1/plans").AllowAnonymous().WithTags("Plans");

        plans.MapGet("/", async (PageQuery page, IGrainFactory grains) =>
                page.Of(await grains.Plans().List(), plan => plan.Name).ToHttp())
            .WithName("listPlans")
            .WithSummary("List the plans, the smallest first");

        plans.MapGet("/{plan}", async (string plan, IGrainFactory grains) =>
                (await grains.Plans().Get(plan)).ToHttp())
            .WithName("getPlan")
            .WithSummary("Read a plan")
            .Refuses(ErrorCode.PlanNotFound);
    }

    public static void MapPlanAdministration(this IEndpointRouteBuilder routes)
    {
        var plans = routes.MapGroup("/v1/admin/plans").RequireOperator().WithTags("Plans");

        plans.MapPut("/{plan}", async (string plan, Body<PlanBody> body, IfMatch ifMatch, Caller caller, IGrainFactory grains) =>
                (await grains.Plans().Put(body.Value.ToPlan(plan), ifMatch.Revision, caller.Actor)).ToHttp())
            .WithName("adminPutPlan")
            .WithSummary("Make or replace a plan")
            .WithDescription("Whoever has bought the plan keeps the terms they bought until their subscription renews or changes.")
            .Refuses(ErrorCode.PlanChangeBlocked, ErrorCode.CapacityReached);

        plans.MapDelete("/{plan}", async (string plan, IfMatch ifMatch, Caller caller, IGrainFactory grains) =>
                (await grains.Plans().Remove(plan, ifMatch.Revision, caller.Actor)).ToHttp())
            .WithName("adminDeletePlan")
            .WithSummary("Take a plan out of the catalogue")
            .WithDescription("Subscriptions to it keep their terms and go on. The only trial, and a plan that a trial becomes, cannot be taken out.")
            .Refuses(ErrorCode.PlanNotFound, ErrorCode.PlanChangeBlocked);
    }
}
