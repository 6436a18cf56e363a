using System.Collections.Immutable;

namespace Tenantry.Api;

/// <summary>Joining an organization by the domain of one's verified email address.</summary>
internal static class JoinEndpoints
{
    public static void MapJoins(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/me/suggestions", async (PageQuery page, Caller caller, IGrainFactory grains) =>
                page.Of(await grains.SuggestionsTo(caller.User), suggestion => suggestion.Id.Value).ToHttp())
            .RequireUser()
            .WithTags("Me")
            .WithName("listSuggestions")
            .WithSummary("List organizations that the signed-in user may join by their verified email address");

        // Not among the organization's own endpoints: who joins is a stranger to it.
        routes.MapPost("/v1/organizations/{org}/join", async (OrganizationId org, Caller caller, CommandSender commands) =>
                (await commands.Run(new JoinByDomain { Organization = org, User = caller.User }))
                .ToHttp(made => $"/v1/organizations/{org}/members/{made.Id}"))
            .RequireUser()
            .WithTags("Members")
            .WithName("joinOrganization")
            .WithSummary("Join an organization by the domain of one's verified email address")
            .Refuses(
                ErrorCode.OrganizationNotFound, ErrorCode.OrganizationSuspended, ErrorCode.EmailNotVerified, ErrorCode.LimitReached,
                ErrorCode.TooManyOrganizations);
    }

    // One domain is one organization's, so there is at most one.
    private static async Task<ImmutableArray<SuggestionView>> SuggestionsTo(this IGrainFactory grains, UserId id)
    {
        if (await grains.User(id).Get() is not { Value: { EmailVerified: true } user } || EmailAddress.DomainOf(user.Email) is not { } domain)
            return [];
        if (await grains.OwnerOf(GrainKeys.DomainClaimKey(domain)) is not { } owner
            || await grains.Organization(owner).EnrolmentBy(domain) == Enrolment.None
            || await grains.Membership(owner, id).GetHeld() is not null)
            return [];

        return await grains.Organization(owner).Get() is { Value: { Status: OrganizationStatus.Active } organization }
            ? [new() { Id = owner, Name = organization.Name, Slug = organization.Slug }]
            : [];
    }
}

/// <summary>An organization that a user may join.</summary>
internal sealed record SuggestionView
{
    public required OrganizationId Id { get; init; }

    public required string Name { get; init; }

    public required string Slug { get; init; }
}
