using System.Reflection;
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
           // What is deleted is needed before, and what it is in is deleted after it.
           orderby method == "DELETE", method == "DELETE" ? -endpoint.RoutePattern.RawText!.Length : 0
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
        ("POST", "check") => """{"questions":[{"user":"usr_01k9q0z3v8e2r9x4m7c5t1b6na","permission":"projects:read"}]}""",
        ("PATCH", "{team}") => """{"name":"other-name"}""",
        ("PUT", "roles") => """{"role":"viewer"}""",
        ("PUT", "{key}") => """{"name":"some-name","permissions":[]}""",
        ("POST", "reactivate") or ("PUT", "{user}") or ("GET" or "DELETE", _) => null,
        _ => """{"name":"some-name"}""",
    };

    public Permission? Permission => Endpoint.Metadata.GetMetadata<RequiredPermission>()?.Permission;

    /// <summary>The address with the tenant's own ids.</summary>
    public string PathIn(Tenant tenant)
        => Template
            .Replace("{org}", tenant.Organization, StringComparison.Ordinal)
            .Replace("{user}", tenant.User, StringComparison.Ordinal)
            .Replace("{project}", tenant.Project, StringComparison.Ordinal)
            .Replace("{team}", tenant.Team, StringComparison.Ordinal)
            .Replace("{key}", Method == "GET" ? "viewer" : "some-role", StringComparison.Ordinal)
            + (Template.EndsWith("/access/explain", StringComparison.Ordinal) ? $"?user={tenant.User}&permission=projects:read" : "");

    public bool Takes<T>()
        where T : class
        => Endpoint.Metadata.GetRequiredMetadata<MethodInfo>().GetParameters().Any(parameter => parameter.ParameterType == typeof(T));

    public override string ToString() => $"{Method} {Template}";
}
