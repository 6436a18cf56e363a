using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Orleans.Configuration;
using Orleans.Dashboard;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>The official Orleans dashboard, for operators only and without anything secret.</summary>
internal static class OperatorDashboard
{
    // The dashboard's own pages style elements in place.
    private const string Policy
        = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const long LargestForm = 8 * 1024;

    private static readonly AuthorizationPolicy OperatorsOnly
        = new AuthorizationPolicyBuilder(DashboardCookie.Scheme).RequireAuthenticatedUser().Build();

    public static ISiloBuilder AddOperatorDashboard(this ISiloBuilder silo)
        => silo
            .AddDashboard(options => options.HideTrace = true)
            // The dashboard counts this cache every second, entry by entry; at its default size that costs more than the cache saves.
            .Configure<GrainDirectoryOptions>(directory => directory.CacheSize = 50_000);

    public static IServiceCollection AddOperatorSignIn(this IServiceCollection services)
    {
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "tenantry-form";
            options.Cookie.Path = DashboardPaths.Root;
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddAuthentication().AddCookie(DashboardCookie.Scheme, DashboardCookie.Configure);
        services.AddAuthorization();
        services.AddSingleton<SignIn>();
        services.AddSingleton<SignInPage>();
        return services;
    }

    public static void MapOperatorDashboard(this IEndpointRouteBuilder routes)
    {
        var dashboard = routes.MapOrleansDashboard(DashboardPaths.Root)
            .RequireAuthorization(OperatorsOnly)
            .WithMetadata(InternalOnly.Mark)
            .ExcludeFromDescription()
            .AddEndpointFilter(async (context, next) =>
            {
                context.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
                return await next(context);
            });
        ((IEndpointConventionBuilder)dashboard).Finally(OpenRoutes.CloseOthers);

        var door = routes.MapGroup("").AllowAnonymous().WithMetadata(InternalOnly.Mark).ExcludeFromDescription();
        door.MapGet(DashboardPaths.SignIn, (SignIn signIn, HttpContext context) => signIn.Show(context));
        door.MapPost(DashboardPaths.SignIn, (SignIn signIn, HttpContext context) => signIn.Enter(context)).WithMetadata(new FormLimit());
        door.MapPost(DashboardPaths.SignOut, (SignIn signIn, HttpContext context) => signIn.Leave(context)).WithMetadata(new FormLimit());
        door.MapGet(DashboardPaths.Style, () => Results.Text(SignInPage.Style, "text/css"));
    }

    private sealed class FormLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => LargestForm;
    }
}
