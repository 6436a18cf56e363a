using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>The email domains of an organization.</summary>
internal static class DomainEndpoints
{
    public static void MapDomains(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/domains", async (OrganizationId org, PageQuery page, IGrainFactory grains) =>
                page.Of(await grains.Organization(org).GetDomains(), domains => domains, domain => domain.Domain).ToHttp())
            .RequirePermission(Permission.DomainsRead)
            .WithTags("Domains")
            .WithName("listDomains")
            .WithSummary("List the email domains, the oldest first");

        organization.MapPost("/domains", async (OrganizationId org, Body<NewDomainBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new AddDomain
                {
                    Organization = org,
                    Domain = body.Value.Domain,
                    Enrolment = body.Value.Enrolment,
                    Actor = caller.Actor,
                })).ToHttp(made => $"/v1/organizations/{org}/domains/{made.Domain}"))
            .RequirePermission(Permission.DomainsWrite)
            .WithTags("Domains")
            .WithName("addDomain")
            .WithSummary("Add an email domain, to be verified by a DNS record")
            .Refuses(ErrorCode.DomainExists, ErrorCode.CapacityReached);

        organization.MapGet("/domains/{domain}", async (OrganizationId org, string domain, IGrainFactory grains) =>
                (await grains.Organization(org).GetDomain(Normalized(domain))).ToHttp())
            .RequirePermission(Permission.DomainsRead)
            .WithTags("Domains")
            .WithName("getDomain")
            .WithSummary("Read an email domain")
            .Refuses(ErrorCode.DomainNotFound);

        organization.MapPatch("/domains/{domain}", async (
                OrganizationId org, string domain, Body<DomainChangesBody> body, IfMatch ifMatch, Caller caller, IGrainFactory grains) =>
                (await grains.Organization(org).ChangeDomain(Normalized(domain), body.Value.Enrolment, ifMatch.Revision, caller.Actor)).ToHttp())
            .RequirePermission(Permission.DomainsWrite)
            .WithTags("Domains")
            .WithName("updateDomain")
            .WithSummary("Change who may join by an email domain")
            .Refuses(ErrorCode.DomainNotFound);

        organization.MapDelete("/domains/{domain}", async (OrganizationId org, string domain, Caller caller, CommandSender commands) =>
                (await commands.Run(new RemoveDomain { Organization = org, Domain = domain, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.DomainsWrite)
            .WithTags("Domains")
            .WithName("removeDomain")
            .WithSummary("Remove an email domain; who joined by it stays")
            .Refuses(ErrorCode.DomainNotFound, ErrorCode.ChangeInProgress);

        organization.MapPost("/domains/{domain}/verify", async (OrganizationId org, string domain, Caller caller, CommandSender commands) =>
                (await commands.Run(new VerifyDomain { Organization = org, Domain = domain, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.DomainsWrite)
            .WithTags("Domains")
            .WithName("verifyDomain")
            .WithSummary("Look for the DNS record that proves an email domain")
            .Refuses(ErrorCode.DomainNotFound, ErrorCode.DomainNotVerified, ErrorCode.DomainTaken, ErrorCode.ChangeInProgress);
    }

    // What is no domain is none of the organization's.
    private static string Normalized(string typed) => DomainName.TryNormalize(typed, out var domain) ? domain : typed;
}

/// <summary>An email domain to be added.</summary>
internal sealed record NewDomainBody
{
    /// <summary>For example <c>example.com</c>. A public mail provider's is refused.</summary>
    public required string Domain { get; init; }

    /// <summary>Who may join because of their email address, once the domain is verified; nobody when left out.</summary>
    public Enrolment Enrolment { get; init; }
}

/// <summary>Changes to an email domain; what is left out stays as it is.</summary>
internal sealed record DomainChangesBody
{
    /// <summary>Who may join because of their email address.</summary>
    [DisallowNull]
    public Enrolment? Enrolment { get; init; }
}
