using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>The company behind an organization.</summary>
internal static class CompanyEndpoints
{
    public static void MapCompany(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/company", async (OrganizationId org, IGrainFactory grains) => (await grains.Profile(org).GetCompany()).ToHttp())
            .RequirePermission(Permission.OrganizationRead)
            .WithTags("Company")
            .WithName("getCompany")
            .WithSummary("Read the company details");

        organization.MapPut("/company", async (
                OrganizationId org, Body<CompanyBody> body, IfMatch ifMatch, Caller caller, IGrainFactory grains) =>
                (await grains.Profile(org).PutCompany(body.Value.ToCompany(), ifMatch.Revision, caller.Actor)).ToHttp())
            .RequirePermission(Permission.OrganizationWrite)
            .WithTags("Company")
            .WithName("putCompany")
            .WithSummary("Replace the company details; what is left out is deleted");

        organization.MapPatch("/company", async (
                OrganizationId org, Body<CompanyBody> body, IfMatch ifMatch, Caller caller, IGrainFactory grains) =>
                (await grains.Profile(org).PatchCompany(body.Value.ToCompany(), ifMatch.Revision, caller.Actor)).ToHttp())
            .RequirePermission(Permission.OrganizationWrite)
            .WithTags("Company")
            .WithName("updateCompany")
            .WithSummary("Change the company details; what is left out stays");
    }
}

/// <summary>Company details.</summary>
internal sealed record CompanyBody
{
    /// <summary>The name in the register, up to 200 characters.</summary>
    [DisallowNull]
    public string? LegalName { get; init; }

    /// <summary>An absolute http or https address, up to 500 characters.</summary>
    [DisallowNull]
    public string? Website { get; init; }

    /// <summary>How many people work there, 1 to 10,000,000.</summary>
    [DisallowNull]
    public int? Size { get; init; }

    /// <summary>The postal address; always as a whole.</summary>
    [DisallowNull]
    public PostalAddressBody? Address { get; init; }

    public CompanyView ToCompany() => new() { LegalName = LegalName, Website = Website, Size = Size, Address = Address?.ToAddress() };
}

/// <summary>A postal address.</summary>
internal sealed record PostalAddressBody
{
    /// <summary>Street, house, floor and the like: up to 4 lines of up to 100 characters.</summary>
    public ImmutableArray<string> Lines { get; init; }

    [DisallowNull]
    public string? City { get; init; }

    /// <summary>The state, province or region.</summary>
    [DisallowNull]
    public string? State { get; init; }

    [DisallowNull]
    public string? PostalCode { get; init; }

    /// <summary>The country's two capital letters (ISO 3166-1 alpha-2).</summary>
    public required string Country { get; init; }

    public PostalAddress ToAddress() => new() { Lines = Lines.OrEmpty(), City = City, State = State, PostalCode = PostalCode, Country = Country };
}
