using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tenantry.Grains.Interfaces;
using Tenantry.Persistence;

namespace Tenantry.Hosting;

/// <summary>
/// What the process tells about itself, by OpenTelemetry: traces, metrics and logs to a collector where one is configured, and
/// metrics to whoever fetches them. Nothing is collected that nobody asked for.
/// </summary>
public static class Telemetry
{
    // One of Orleans' sources: calls of grains. The others tell of what is below our calls, and of what no request caused.
    private const string GrainCalls = "Microsoft.Orleans.Application";

    private static readonly string[] Meters =
        [TelemetrySource.Name, "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", OutgoingHttp.Meter];

    /// <summary>Called for every program by its host.</summary>
    /// <exception cref="StartRefusedException">A setting cannot be read.</exception>
    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var settings = TelemetrySettings.Read(builder.Configuration);
        if (!settings.Sends && !settings.Prometheus)
            return;

        var telemetry = builder.Services.AddOpenTelemetry();
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters).AddView(OutgoingHttp.View);
            if (settings.Prometheus)
                metrics.AddPrometheusExporter();
        });
        if (!settings.Sends)
            return;

        var program = Assembly.GetEntryAssembly()!.GetName();
        // The standard variables say more: a name of the process's own, for one, or the protocol.
        builder.Configuration[TelemetrySettings.StandardEndpointSetting] = settings.Endpoint.ToString();
        telemetry.ConfigureResource(resource => resource.AddService(
            builder.Configuration["OTEL_SERVICE_NAME"] ?? program.Name!, serviceVersion: program.Version!.ToString(3)));
        telemetry.WithTracing(traces => traces
            .AddSource(TelemetrySource.Name, GrainCalls)
            .AddAspNetCoreInstrumentation(http => http.Filter = context => !IsProbe(context.Request.Path))
            .AddHttpClientInstrumentation()
            .AddProcessor<SpanPrivacy>());
        builder.Services.Configure<OpenTelemetryLoggerOptions>(logs => logs.IncludeFormattedMessage = true);
        telemetry.UseOtlpExporter();
    }

    /// <summary>To be called once the store is registered: its calls are spans, if somebody collects them.</summary>
    internal static void AddStoreTraces(this WebApplicationBuilder builder)
    {
        if (TelemetrySettings.Read(builder.Configuration).Sends)
            builder.Services.AddRecordStoreTraces();
    }

    /// <summary>Carries traces into grains and out of them, if anybody is to see them.</summary>
    public static ISiloBuilder AddTraces(this ISiloBuilder silo) => Traces(silo.Configuration) ? silo.AddActivityPropagation() : silo;

    /// <inheritdoc cref="AddTraces(ISiloBuilder)"/>
    public static IClientBuilder AddTraces(this IClientBuilder client) => Traces(client.Configuration) ? client.AddActivityPropagation() : client;

    private static bool Traces(IConfiguration configuration) => TelemetrySettings.Read(configuration).Sends || Logs.AreStructured(configuration);

    private static bool IsProbe(PathString path) => path.StartsWithSegments("/healthz", StringComparison.Ordinal) || path == MetricsEndpoint.Path;
}
