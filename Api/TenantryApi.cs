using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Tenantry.Api;

/// <summary>The doors of this room: the HTTP API in front of the grains.</summary>
public static class TenantryApi
{
    private const long LargestBody = 64 * 1024;

    /// <summary>
    /// Registers what the endpoints need besides an <see cref="IGrainFactory"/> and an authentication scheme whose principals
    /// carry a <c>sub</c> claim: <c>usr_…</c> for users of tenants, <c>opr_…</c> for operators, <c>key_…</c> for API keys, with their
    /// <c>org</c>, <c>scope</c> and <c>requests_per_minute</c>.
    /// </summary>
    /// <exception cref="OptionsValidationException">A setting cannot be read.</exception>
    public static IServiceCollection AddTenantryApi(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = ApiSettings.Read(configuration);
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IInternalPort>(new InternalPort(settings.InternalPorts));
        services.AddRateWindow(RateLimitConventions.Signups, settings.SignupsPerMinute);
        services.AddRateWindow(RateLimitConventions.KeyLookups, settings.KeyLookupsPerMinute);
        services.AddRateWindow(RateLimitConventions.AccountRequests, settings.AccountRequestsPerMinute);
        services.AddSingleton<Quotas>();
        services.AddSingleton<LimitMeter>();
        services.AddSingleton<ICorsPolicyProvider, ClientOrigins>();
        services.AddCors();
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in settings.TrustedProxies)
                forwarded.KnownIPNetworks.Add(proxy);
        });
        services.Configure<KestrelServerOptions>(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = LargestBody;
        });
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        // Only the documentation goes by these; bodies are read and answers written by ApiJson itself.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });

        services.AddEvents(LiveSettings.Read(configuration));
        services.AddReference();
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, CallerRequirementHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, CallerRefusal>();
        return services;
    }

    /// <summary>
    /// Adds the middleware that must come before every other: whatever fails leaves as a problem document, and the client's
    /// address is the one that a trusted proxy names, if any proxy is trusted. The host calls UseAuthentication and
    /// UseAuthorization after it, since those that the framework would add by itself come before it.
    /// </summary>
    public static IApplicationBuilder UseTenantryApi(this IApplicationBuilder app)
    {
        app.UseMiddleware<ErrorBoundary>();
        app.UseDeadlines();
        if (!app.ApplicationServices.GetRequiredService<ApiSettings>().InternalPorts.IsEmpty)
            app.UseMiddleware<InternalDoor>();
        if (app.ApplicationServices.GetRequiredService<ApiSettings>().TrustedProxies.Count > 0)
            app.UseForwardedHeaders();
        app.Use(NameRequest);
        // Before authentication, since a preflight carries no credentials.
        app.UseCors();
        return app;
    }

    /// <summary>Maps all endpoints.</summary>
    public static IEndpointRouteBuilder MapTenantryApi(this IEndpointRouteBuilder routes)
    {
        routes.MapSignups();
        routes.MapSession();
        routes.MapHooks();
        routes.MapPlans();
        routes.MapEventTypes();
        routes.MapEnvironmentKeys();
        routes.MapPlanAdministration();
        routes.MapMe();
        routes.MapEmails();
        routes.MapPasswords();
        routes.MapSessions();
        routes.MapSecondFactor();
        routes.MapClosing();
        routes.MapMyAuditEvents();
        routes.MapInvited();

        routes.MapNewOrganizations();
        routes.MapLookups();
        routes.MapJoins();
        var organization = routes.MapOrganizationGroup();
        organization.MapOrganization();
        organization.MapSecurity();
        organization.MapExternalId();
        organization.MapDomains();
        organization.MapMembers();
        organization.MapMemberAdministration();
        organization.MapInvitations();
        organization.MapProjects();
        organization.MapProjectRoles();
        organization.MapEnvironments();
        organization.MapEnvironmentValues();
        organization.MapTeams();
        organization.MapTeamMembers();
        organization.MapRoles();
        organization.MapAccess();
        organization.MapUsage();
        organization.MapReservations();
        organization.MapOnboarding();
        organization.MapCompany();
        organization.MapMetadata();

        organization.MapSubscription();
        organization.MapFlags();
        organization.MapEntitlements();
        organization.MapApiKeys();
        organization.MapEvents();
        organization.MapAuditEvents();
        organization.MapAuditExports();
        organization.MapWebhooks();

        routes.MapOperators();
        routes.MapUserAdministration();
        routes.MapStaff();
        routes.MapOperatorMe();
        routes.MapProduct();
        routes.MapExternalIdOfAny();
        routes.MapSubscriptionAdministration();
        routes.MapFlagAdministration();
        routes.MapMails();
        routes.MapPlatformKeys();
        routes.MapWebhookAdministration();
        routes.MapClients();
        routes.MapAllEvents();
        routes.MapPoolUsers();
        routes.MapAuditAdministration();
        routes.MapExportAdministration();
        routes.MapReference();
        return routes;
    }

    // Only what can change something is named, since the name travels with every call to a grain.
    private static Task NameRequest(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            Requests.Current = Problem.TraceId(context);
        return next(context);
    }

    private static void AddRateWindow(this IServiceCollection services, string policy, int perMinute)
        => services.AddKeyedSingleton(policy, (provider, _) => new AddressWindow(perMinute, provider.GetRequiredService<TimeProvider>()));
}
