namespace Tenantry.Hosting.Tests;

public sealed class SettingTests
{
    [Theory]
    [InlineData("--Tenantry:Telemetry:OtlpEndpoint=127.0.0.1:4317", "Tenantry:Telemetry:OtlpEndpoint must be an address such as http://127.0.0.1:4317; it is '127.0.0.1:4317'.")]
    [InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT=ftp://collector", "OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http://127.0.0.1:4317; it is 'ftp://collector'.")]
    [InlineData("--Tenantry:Telemetry:Prometheus=maybe", "Tenantry:Telemetry:Prometheus must be true or false; it is 'maybe'.")]
    [InlineData("--Tenantry:Logs:Format=xml", "Tenantry:Logs:Format must be text or json; it is 'xml'.")]
    public void A_setting_that_cannot_be_read_is_refused(string argument, string line)
    {
        var refused = Assert.Throws<StartRefusedException>(() => TenantryHost.CreateBuilder([argument]));

        Assert.Equal(line, refused.Message);
    }
}
