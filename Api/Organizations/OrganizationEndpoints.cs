using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>An organization, to its members.</summary>
internal static class OrganizationEndpoints
{
    /// <summary>Everything of one organization: for its members only, each endpoint under a permission.</summary>
    public static RouteGroupBuilder MapOrganizationGroup(this IEndpointRouteBuilder routes)
        => routes.MapGroup("/v1/organizations/{org}").RequireMember().AllRequirePermissions();

    public static void MapNewOrganizations(this IEndpointRouteBuilder routes)
        => routes.MapPost("/v1/organizations", async (Body<NewOrganizationBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new CreateOrganization { User = caller.User, Name = body.Value.Name, Slug = body.Value.Slug }))
                .ToHttp(made => $"/v1/organizations/{made.Id}"))
            .RequireUser()
            .LimitSignupsPerAddress()
            .WithTags("Organizations")
            .WithName("createOrganization")
            .WithSummary("Make a further organization, with the caller as its admin")
            .Refuses(ErrorCode.SlugTaken, ErrorCode.TooManyOrganizations, ErrorCode.UserNotFound, ErrorCode.AttemptAbandoned);

    public static void MapOrganization(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/", async (OrganizationId org, IGrainFactory grains) =>
                (await grains.Organization(org).Get()).ToHttp())
            .RequirePermission(Permission.OrganizationRead)
            .WithTags("Organizations")
            .WithName("getOrganization")
            .WithSummary("Read an organization");

        organization.MapPatch("/", async (
                OrganizationId org, Body<OrganizationChangesBody> body, IfMatch ifMatch, Caller caller, CommandSender commands) =>
                (await commands.Run(new UpdateOrganization
                {
                    Organization = org,
                    Changes = new() { Name = body.Value.Name, Slug = body.Value.Slug },
                    IfRevision = ifMatch.Revision,
                    Actor = caller.Actor,
                })).ToHttp())
            .RequirePermission(Permission.OrganizationWrite)
            .WithTags("Organizations")
            .WithName("updateOrganization")
            .WithSummary("Change an organization's name and slug, both or neither")
            .Refuses(ErrorCode.SlugTaken, ErrorCode.ChangeInProgress, ErrorCode.CapacityReached);
    }
}

/// <summary>An organization to be made.</summary>
internal sealed record NewOrganizationBody
{
    /// <summary>The display name; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>Unique worldwide; 3 to 40 characters of a to z, 0 to 9 and single inner hyphens. Derived from the name when left out.</summary>
    public string? Slug { get; init; }
}

/// <summary>Changes to an organization; what is left out stays as it is.</summary>
internal sealed record OrganizationChangesBody
{
    /// <summary>The display name; need not be unique.</summary>
    [DisallowNull]
    public string? Name { get; init; }

    /// <summary>Unique worldwide; 3 to 40 characters of a to z, 0 to 9 and single inner hyphens. The former one redirects for 30 days.</summary>
    [DisallowNull]
    public string? Slug { get; init; }
}
