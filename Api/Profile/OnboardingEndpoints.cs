namespace Tenantry.Api;

/// <summary>The product's checklist, with an organization's progress.</summary>
internal static class OnboardingEndpoints
{
    public static void MapOnboarding(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/onboarding", async (OrganizationId org, IGrainFactory grains) =>
                (await grains.Profile(org).GetOnboarding()).ToHttp())
            .RequirePermission(Permission.OnboardingRead)
            .WithTags("Onboarding")
            .WithName("getOnboarding")
            .WithSummary("Read the checklist");

        organization.MapPost("/onboarding/{step}/complete", async (OrganizationId org, string step, Caller caller, CommandSender commands) =>
                (await commands.Run(new CompleteStep { Organization = org, Step = step, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.OnboardingWrite)
            .WithTags("Onboarding")
            .WithName("completeStep")
            .WithSummary("Mark a step as done")
            .Refuses(ErrorCode.StepNotFound);

        organization.MapPost("/onboarding/{step}/reopen", async (OrganizationId org, string step, Caller caller, CommandSender commands) =>
                (await commands.Run(new ReopenStep { Organization = org, Step = step, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.OnboardingWrite)
            .WithTags("Onboarding")
            .WithName("reopenStep")
            .WithSummary("Mark a step as not done")
            .Refuses(ErrorCode.StepNotFound);
    }
}
