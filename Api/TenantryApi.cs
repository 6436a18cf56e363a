using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api;

/// <summary>The doors of this room: the HTTP API in front of the grains.</summary>
public static class TenantryApi
{
    private const long LargestBody = 64 * 1024;

    /// <summary>Registers what the endpoints need besides an <see cref="IGrainFactory"/> and an authentication scheme.</summary>
    public static IServiceCollection AddTenantryApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<KestrelServerOptions>(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = LargestBody;
        });
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));

        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, CallerRequirementHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, CallerRefusal>();
        return services;
    }

    /// <summary>Adds the middleware that must come before every other: whatever fails leaves as a problem document.</summary>
    public static IApplicationBuilder UseTenantryApi(this IApplicationBuilder app) => app.UseMiddleware<ErrorBoundary>();

    /// <summary>Maps all endpoints.</summary>
    public static IEndpointRouteBuilder MapTenantryApi(this IEndpointRouteBuilder routes)
    {
        routes.MapSignups();
        routes.MapPlans();
        routes.MapMe();

        var organization = routes.MapOrganizationGroup();
        organization.MapOrganization();
        organization.MapMembers();
        organization.MapProjects();
        organization.MapEnvironments();

        routes.MapOperators();
        return routes;
    }
}
