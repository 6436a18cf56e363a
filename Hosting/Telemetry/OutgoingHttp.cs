using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Tenantry.Hosting;

/// <summary>What is measured of requests that this process makes. Not to whom: webhooks go where tenants say.</summary>
internal static class OutgoingHttp
{
    public const string Meter = "System.Net.Http";

    private static readonly string[] Tags = ["http.request.method", "http.response.status_code", "error.type"];

    /// <summary>Leaves of the meter one instrument, without the receiver's name; every other meter as it is.</summary>
    public static MetricStreamConfiguration? View(Instrument instrument)
        => instrument.Meter.Name != Meter ? null
            : instrument.Name == "http.client.request.duration" ? new ExplicitBucketHistogramConfiguration { TagKeys = Tags }
            : MetricStreamConfiguration.Drop;
}
