namespace Tenantry.Api;

/// <summary>What an organization has bought, to its members and to operators.</summary>
internal static class SubscriptionEndpoints
{
    public static void MapSubscription(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/subscription", Read)
            .RequirePermission(Permission.SubscriptionRead)
            .WithTags("Subscription")
            .WithName("getSubscription")
            .WithSummary("Read what the organization has bought, as it holds now");

        organization.MapPost("/subscription/change", Change)
            .RequirePermission(Permission.SubscriptionWrite)
            .WithTags("Subscription")
            .WithName("changePlan")
            .WithSummary("Change the plan, now or at the period's end")
            .WithDescription("What is beyond the new limits is frozen, the oldest kept: readable, not writable. Nothing is deleted, and it thaws when there is room.")
            .Refuses(ErrorCode.PlanNotFound, ErrorCode.PlanChangeBlocked);

        organization.MapDelete("/subscription/change", Cancel)
            .RequirePermission(Permission.SubscriptionWrite)
            .WithTags("Subscription")
            .WithName("cancelPlanChange")
            .WithSummary("Take a change of plan back that is to come");

        organization.MapPost("/subscription/preview", Preview)
            .RequirePermission(Permission.SubscriptionWrite)
            .WithTags("Subscription")
            .WithName("previewPlanChange")
            .WithSummary("Say what a change of plan would block, freeze and cost, without making it")
            .Refuses(ErrorCode.PlanNotFound);
    }

    public static void MapSubscriptionAdministration(this IEndpointRouteBuilder routes)
    {
        var organization = routes.MapGroup("/v1/admin/organizations/{org}").RequireOperator().WithTags("Operators");

        organization.MapGet("/subscription", Read)
            .WithName("adminGetSubscription")
            .WithSummary("Read what any organization has bought")
            .Refuses(ErrorCode.OrganizationNotFound);

        organization.MapPost("/subscription/change", Change)
            .WithName("adminChangePlan")
            .WithSummary("Change any organization's plan, now or at the period's end")
            .Refuses(ErrorCode.OrganizationNotFound, ErrorCode.PlanNotFound, ErrorCode.PlanChangeBlocked);

        organization.MapDelete("/subscription/change", Cancel)
            .WithName("adminCancelPlanChange")
            .WithSummary("Take any organization's change of plan back that is to come")
            .Refuses(ErrorCode.OrganizationNotFound);

        organization.MapPost("/subscription/preview", Preview)
            .WithName("adminPreviewPlanChange")
            .WithSummary("Say what a change of any organization's plan would do, without making it")
            .Refuses(ErrorCode.OrganizationNotFound, ErrorCode.PlanNotFound);

        organization.MapGet("/overrides", async (OrganizationId org, IGrainFactory grains) =>
                (await grains.Organization(org).GetOverrides()).ToHttp())
            .WithName("adminGetOverrides")
            .WithSummary("Read what is granted or denied to an organization beside its plan")
            .Refuses(ErrorCode.OrganizationNotFound);

        organization.MapPut("/overrides", async (
                OrganizationId org, Body<OverridesBody> body, IfMatch ifMatch, Caller caller, CommandSender commands) =>
                (await commands.Run(new SetOverrides
                {
                    Organization = org,
                    Overrides = body.Value.ToOverrides(),
                    IfRevision = ifMatch.Revision,
                    Actor = caller.Actor,
                })).ToHttp())
            .WithName("adminPutOverrides")
            .WithSummary("Replace what is granted or denied to an organization beside its plan")
            .Refuses(ErrorCode.OrganizationNotFound);
    }

    private static async Task<Answer<Subscription>> Read(OrganizationId org, IGrainFactory grains)
        => (await grains.Organization(org).GetSubscription()).ToHttp();

    private static async Task<Answer<Subscription>> Change(OrganizationId org, Body<PlanChangeBody> body, Caller caller, CommandSender commands)
        => (await commands.Run(
            new ChangePlan { Organization = org, Plan = body.Value.Plan, When = body.Value.When, Actor = caller.Actor })).ToHttp();

    private static async Task<Answer<Subscription>> Cancel(OrganizationId org, Caller caller, CommandSender commands)
        => (await commands.Run(new CancelPlanChange { Organization = org, Actor = caller.Actor })).ToHttp();

    private static async Task<Answer<SubscriptionPreview>> Preview(OrganizationId org, Body<PlanChangeBody> body, IGrainFactory grains)
        => (await grains.Freeze().Preview(org, body.Value.Plan, body.Value.When)).ToHttp();
}
