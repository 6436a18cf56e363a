namespace Tenantry.Api;

/// <summary>The product's own id of an organization.</summary>
internal static class ExternalIdEndpoints
{
    public static void MapExternalId(this IEndpointRouteBuilder organization)
    {
        organization.MapPut("/external-id", async (OrganizationId org, Body<ExternalIdBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(Set(org, body, caller))).ToHttp())
            .RequirePermission(Permission.OrganizationWrite)
            .WithTags("Organizations")
            .WithName("setExternalId")
            .WithSummary("Set the product's own id of the organization")
            .Refuses(ErrorCode.ExternalIdTaken, ErrorCode.ChangeInProgress);

        organization.MapDelete("/external-id", async (OrganizationId org, Caller caller, CommandSender commands) =>
                (await commands.Run(new ClearExternalId { Organization = org, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.OrganizationWrite)
            .WithTags("Organizations")
            .WithName("clearExternalId")
            .WithSummary("Remove the product's own id of the organization")
            .Refuses(ErrorCode.ChangeInProgress);
    }

    public static void MapExternalIdOfAny(this IEndpointRouteBuilder routes)
    {
        var organization = routes.MapGroup("/v1/admin/organizations/{org}").RequireOperator().WithTags("Operators");

        organization.MapPut("/external-id", async (OrganizationId org, Body<ExternalIdBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(Set(org, body, caller))).ToHttp())
            .WithName("adminSetExternalId")
            .WithSummary("Set the product's own id of any organization")
            .Refuses(ErrorCode.OrganizationNotFound, ErrorCode.ExternalIdTaken, ErrorCode.ChangeInProgress);

        organization.MapDelete("/external-id", async (OrganizationId org, Caller caller, CommandSender commands) =>
                (await commands.Run(new ClearExternalId { Organization = org, Actor = caller.Actor })).ToHttp())
            .WithName("adminClearExternalId")
            .WithSummary("Remove the product's own id of any organization")
            .Refuses(ErrorCode.OrganizationNotFound, ErrorCode.ChangeInProgress);
    }

    private static SetExternalId Set(OrganizationId org, Body<ExternalIdBody> body, Caller caller)
        => new() { Organization = org, ExternalId = body.Value.ExternalId, Actor = caller.Actor };
}

/// <summary>The product's own id of an organization.</summary>
internal sealed record ExternalIdBody
{
    /// <summary>Unique in this deployment; 1 to 100 visible ASCII characters without / and %.</summary>
    public required string ExternalId { get; init; }
}
