using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
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

    /// <summary>The endpoints of one organization that are for its members.</summary>
    public static IEnumerable<Route> OfOrganizations(ApiHost host)
        => Of(host).Where(route => route.Permission is not null);
}

internal sealed record Route(RouteEndpoint Endpoint, string Method, string Template)
{
    /// <summary>A body that the endpoint accepts, with the tenant's own ids; null when it takes none.</summary>
    public string? BodyIn(Tenant tenant) => Bodies.Of(ToString()) is { } body ? Fill(body, tenant) : null;

    public bool TakesBody => Endpoint.Metadata.OfType<IAcceptsMetadata>().Any();

    /// <summary>Whether its address or its body holds ids of what belongs to the organization.</summary>
    public bool NamesMoreThanTheOrganization
        => ((string[])["{user}", "{project}", "{team}", "{environment}", "{target}", "{apiKey}", "{webhook}"]).Any(
            id => Template.Contains(id, StringComparison.Ordinal) || Bodies.Of(ToString())?.Contains(id, StringComparison.Ordinal) == true);

    /// <summary>Whether the handler has a parameter of this type.</summary>
    public bool Takes<T>() => Endpoint.Metadata.GetRequiredMetadata<MethodInfo>().GetParameters().Any(parameter => parameter.ParameterType == typeof(T));

    public Permission? Permission => Endpoint.Metadata.GetMetadata<RequiredPermission>()?.Permission;

    /// <summary>The address with the tenant's own ids, and with ids of nothing where the tenant has none.</summary>
    public string PathIn(Tenant tenant)
        => Fill(Template, tenant) + Template.Split('/')[^1] switch
        {
            "explain" => $"?user={tenant.User}&permission=projects:read",
            "diff" => $"?to={tenant.Target}",
            _ => "",
        };

    public override string ToString() => $"{Method} {Template}";

    internal static string Fill(string text, Tenant tenant)
        => new Dictionary<string, Func<string>>
        {
            ["{org}"] = () => tenant.Organization,
            ["{user}"] = () => tenant.User,
            ["{project}"] = () => tenant.Project,
            ["{invitation}"] = () => "inv_" + tenant.Organization[4..],
            ["{team}"] = () => tenant.Team,
            ["{environment}"] = () => tenant.Environment,
            ["{target}"] = () => tenant.Target,
            ["{reservation}"] = () => "rsv_" + tenant.Organization[4..],
            ["{apiKey}"] = () => "key_" + tenant.Organization[4..],
            ["{webhook}"] = () => "whk_" + tenant.Organization[4..],
            ["{event}"] = () => "evt_" + tenant.Organization[4..],
            ["{client}"] = () => "cli_" + tenant.Organization[4..],
            ["{mail}"] = () => "mai_" + tenant.Organization[4..],
            ["{operator}"] = () => "opr_" + tenant.Organization[4..],
            ["{evt}"] = () => "evt_" + tenant.Organization[4..],
            ["{export}"] = () => "exp_" + tenant.Organization[4..],
            ["{session}"] = () => "ses_" + tenant.Organization[4..],
            ["{key}"] = () => "billing",
            ["{meter}"] = () => "users",
            ["{flag}"] = () => "sso",
            ["{step}"] = () => "firstProject",
            ["{plan}"] = () => "basic",
            ["{domain}"] = () => "example.com",
            ["{externalId}"] = () => "some-id",
            ["{unique}"] = Unique.Name,
            ["{slug}"] = () => tenant.Slug,
        }.Aggregate(text, (filled, part) => filled.Contains(part.Key, StringComparison.Ordinal)
            ? filled.Replace(part.Key, part.Value(), StringComparison.Ordinal)
            : filled);
}
