using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Hosting;

/// <summary>What is told to collectors, and where.</summary>
/// <param name="Endpoint">Where traces, metrics and logs are sent by OTLP; null for nowhere.</param>
/// <param name="Prometheus">Whether metrics can be fetched in Prometheus' form.</param>
internal sealed record TelemetrySettings(Uri? Endpoint, bool Prometheus)
{
    /// <summary>The collector's base address, such as <c>http://127.0.0.1:4317</c>.</summary>
    public const string EndpointSetting = "Tenantry:Telemetry:OtlpEndpoint";

    /// <summary>The standard name of the same; it wins, since whoever runs many programs sets it for all of them.</summary>
    public const string StandardEndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string PrometheusSetting = "Tenantry:Telemetry:Prometheus";

    /// <summary>Whether anything is sent.</summary>
    [MemberNotNullWhen(true, nameof(Endpoint))]
    public bool Sends => Endpoint is not null;

    /// <exception cref="StartRefusedException">A setting cannot be read.</exception>
    public static TelemetrySettings Read(IConfiguration configuration)
        => new(
            Address(configuration, StandardEndpointSetting) ?? Address(configuration, EndpointSetting),
            configuration[PrometheusSetting] is not { Length: > 0 } text || (bool.TryParse(text, out var wanted)
                ? wanted
                : throw new StartRefusedException($"{PrometheusSetting} must be true or false; it is '{text}'.")));

    private static Uri? Address(IConfiguration configuration, string setting)
        => configuration[setting] is not { Length: > 0 } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
            : throw new StartRefusedException($"{setting} must be an address such as http://127.0.0.1:4317; it is '{text}'.");
}
