using System.Net;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Hosting;

/// <summary>
/// Metrics in Prometheus' form at <c>/metrics</c>: on the internal port where there is one, otherwise for callers on this machine
/// that no proxy speaks for.
/// </summary>
public static class MetricsEndpoint
{
    public const string Path = "/metrics";

    private static readonly string[] Proxied = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"];

    /// <summary>Maps it, unless <c>Tenantry:Telemetry:Prometheus</c> is false.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        if (!TelemetrySettings.Read(app.Configuration).Prometheus)
            return;

        var hasOwnPort = InternalAddress.Of(app.Configuration).Length > 0;
        var scrape = ((IEndpointRouteBuilder)app).CreateApplicationBuilder()
            .Use(next => context =>
            {
                if (hasOwnPort || IsFromHere(context))
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            })
            .UseOpenTelemetryPrometheusScrapingEndpoint(Path)
            .Build();
        app.MapGet(Path, scrape).AllowAnonymous().WithMetadata(InternalOnly.Mark, new AnsweredInAnyCase()).ExcludeFromDescription();
    }

    private static bool IsFromHere(HttpContext context)
        => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !Proxied.Any(context.Request.Headers.ContainsKey);
}
