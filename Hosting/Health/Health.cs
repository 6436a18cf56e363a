using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Tenantry.Hosting;

/// <summary>The two questions an orchestrator asks.</summary>
public static class Health
{
    public const string LivePath = "/healthz/live";
    public const string ReadyPath = "/healthz/ready";

    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(2);

    /// <summary>To be added behind the API: when the host stops, what was added last is told first, and the grace comes before streams end.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.AddHostedService(provider => provider.GetRequiredService<Readiness>());
        services.AddHealthChecks().AddCheck<ReadyCheck>("ready", timeout: StoreLimit);
        return services;
    }

    /// <summary>Liveness runs no check: a process is not restarted for what its store or its neighbours do.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks(LivePath, new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().WithMetadata(new AnsweredInAnyCase());
        routes.MapHealthChecks(ReadyPath).AllowAnonymous().WithMetadata(new AnsweredInAnyCase());
    }
}
