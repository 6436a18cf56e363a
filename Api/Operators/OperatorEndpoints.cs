namespace Tenantry.Api;

/// <summary>All tenants, to the provider's own staff.</summary>
internal static class OperatorEndpoints
{
    public static void MapOperators(this IEndpointRouteBuilder routes)
    {
        var organizations = routes.MapGroup("/v1/admin/organizations").RequireOperator().WithTags("Operators");

        organizations.MapGet("/", async (PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().Organizations(page.After, page.Limit)).ToHttp())
            .WithName("adminListOrganizations")
            .WithSummary("List all organizations, the oldest first");

        organizations.MapGet("/{org}", async (OrganizationId org, IGrainFactory grains) =>
                (await grains.Organization(org).Get()).ToHttp())
            .WithName("adminGetOrganization")
            .WithSummary("Read any organization")
            .Refuses(ErrorCode.OrganizationNotFound);

        organizations.MapPost("/{org}/members", async (
                OrganizationId org, Body<NewMemberBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(
                    new AddMember { Organization = org, User = body.Value.User, Role = body.Value.Role, Actor = caller.Actor }))
                .ToHttp(made => $"/v1/organizations/{org}/members/{made.Id}"))
            .WithName("adminAddMember")
            .WithSummary("Make a user a member of an organization")
            .Refuses(
                ErrorCode.OrganizationNotFound, ErrorCode.OrganizationSuspended, ErrorCode.UserNotFound, ErrorCode.LimitReached,
                ErrorCode.CapacityReached, ErrorCode.TooManyOrganizations);

        organizations.MapPost("/{org}/suspend", async (
                OrganizationId org, Body<SuspensionBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(
                    new SuspendOrganization { Organization = org, Reason = body.Value.Reason, Actor = caller.Actor })).ToHttp())
            .WithName("adminSuspendOrganization")
            .WithSummary("Suspend an organization")
            .Refuses(ErrorCode.OrganizationNotFound);

        organizations.MapPost("/{org}/reactivate", async (OrganizationId org, Caller caller, CommandSender commands) =>
                (await commands.Run(new ReactivateOrganization { Organization = org, Actor = caller.Actor })).ToHttp())
            .WithName("adminReactivateOrganization")
            .WithSummary("End a suspension")
            .Refuses(ErrorCode.OrganizationNotFound);
    }
}

/// <summary>A user to be made a member.</summary>
internal sealed record NewMemberBody
{
    public required UserId User { get; init; }

    /// <summary>admin, manager, member or viewer; member when left out.</summary>
    public string? Role { get; init; }
}

/// <summary>A suspension.</summary>
internal sealed record SuspensionBody
{
    /// <summary>Why, for the record.</summary>
    public required string Reason { get; init; }
}
