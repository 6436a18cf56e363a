namespace Tenantry.Api;

/// <summary>What an organization demands of its members.</summary>
internal static class SecurityEndpoints
{
    public static void MapSecurity(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/security", async (OrganizationId org, IGrainFactory grains) =>
                (await grains.Organization(org).GetSecurity()).ToHttp())
            .RequirePermission(Permission.OrganizationRead)
            .WithTags("Organizations")
            .WithName("getSecurity")
            .WithSummary("What the organization demands of its members");

        organization.MapPut("/security", async (OrganizationId org, Body<SecurityBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new SetOrganizationSecurity
                {
                    Organization = org,
                    Security = new() { RequireSecondFactor = body.Value.RequireSecondFactor },
                    BySecondFactor = caller.SecondFactor,
                    Actor = caller.Actor,
                })).ToHttp())
            .RequirePermission(Permission.OrganizationWrite)
            .WithTags("Organizations")
            .WithName("setSecurity")
            .WithSummary("Demand a second factor of all members, or no longer; who demands it must have signed in with one");
    }
}

/// <summary>What the organization is to demand of its members.</summary>
internal sealed record SecurityBody
{
    /// <summary>Whether members must have signed in with a second factor.</summary>
    public required bool RequireSecondFactor { get; init; }
}
