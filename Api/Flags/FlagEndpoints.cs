namespace Tenantry.Api;

/// <summary>What is on and off for an organization, and why.</summary>
internal static class FlagEndpoints
{
    public static void MapFlags(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/flags", async (OrganizationId org, PageQuery page, IGrainFactory grains) =>
                page.Of(await grains.Organization(org).GetFlags(), flags => flags, flag => flag.Key).ToHttp())
            .RequirePermission(Permission.FlagsRead)
            .WithTags("Flags")
            .WithName("listFlags")
            .WithSummary("List every flag and feature with what decided about it");

        organization.MapPut("/flags/{flag}", Put)
            .RequirePermission(Permission.FlagsWrite)
            .WithTags("Flags")
            .WithName("switchFlag")
            .WithSummary("Switch a flag on or off, if it is the organization's to switch")
            .Refuses(ErrorCode.FlagNotFound, ErrorCode.FlagNotSwitchable, ErrorCode.FeatureNotInPlan, ErrorCode.CapacityReached);

        organization.MapDelete("/flags/{flag}", Delete)
            .RequirePermission(Permission.FlagsWrite)
            .WithTags("Flags")
            .WithName("resetFlag")
            .WithSummary("Take the organization's own switch of a flag back")
            .Refuses(ErrorCode.FlagNotFound, ErrorCode.FlagNotSwitchable);
    }

    public static void MapFlagAdministration(this IEndpointRouteBuilder routes)
    {
        var flags = routes.MapGroup("/v1/admin/organizations/{org}/flags").RequireOperator().WithTags("Operators");

        flags.MapPut("/{flag}", Put)
            .WithName("adminOverrideFlag")
            .WithSummary("Switch a flag for an organization, whatever else is said of it")
            .Refuses(ErrorCode.OrganizationNotFound, ErrorCode.FlagNotFound, ErrorCode.CapacityReached);

        flags.MapDelete("/{flag}", Delete)
            .WithName("adminResetFlag")
            .WithSummary("Take the override of a flag back")
            .Refuses(ErrorCode.OrganizationNotFound, ErrorCode.FlagNotFound);
    }

    private static async Task<Answer<FlagView>> Put(OrganizationId org, string flag, Body<FlagBody> body, Caller caller, CommandSender commands)
        => (await commands.Run(new SwitchFlag { Organization = org, Flag = flag, Enabled = body.Value.Enabled, Actor = caller.Actor })).ToHttp();

    private static async Task<Answer<FlagView>> Delete(OrganizationId org, string flag, Caller caller, CommandSender commands)
        => (await commands.Run(new SwitchFlag { Organization = org, Flag = flag, Enabled = null, Actor = caller.Actor })).ToHttp();
}

/// <summary>How a flag is switched.</summary>
internal sealed record FlagBody
{
    public required bool Enabled { get; init; }
}
