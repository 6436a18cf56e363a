using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api.Tests;

/// <summary>Every endpoint under /v1, as the running server has it.</summary>
internal static class Routes
{
    public static IEnumerable<Route> Of(ApiHost host)
        => from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           where endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal)
           from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
           select new Route(endpoint, method, endpoint.RoutePattern.RawText!.TrimEnd('/'));

    public static IEnumerable<Route> OfOrganizations(ApiHost host)
        => Of(host).Where(route => route.Template.StartsWith("/v1/organizations/{org}", StringComparison.Ordinal));
}

internal sealed record Route(RouteEndpoint Endpoint, string Method, string Template)
{
    /// <summary>A body that the endpoint accepts; a new endpoint with a body needs an entry here.</summary>
    public string? Body => (Method, Template.Split('/')[^1]) switch
    {
        ("POST", "signups") => Tenant.Body(Unique.Name()),
        ("POST", "suspend") => """{"reason":"unpaid"}""",
        ("POST", "reactivate") or ("GET", _) => null,
        _ => """{"name":"some-name"}""",
    };

    public Permission? Permission => Endpoint.Metadata.GetMetadata<RequiredPermission>()?.Permission;

    /// <summary>The address with the tenant's own ids.</summary>
    public string PathIn(Tenant tenant)
        => Template
            .Replace("{org}", tenant.Organization, StringComparison.Ordinal)
            .Replace("{user}", tenant.User, StringComparison.Ordinal)
            .Replace("{project}", tenant.Project, StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Template}";
}
