using System.Net;
using Microsoft.Extensions.Configuration;

namespace Tenantry.Hosting.Tests;

public sealed class ClusterSettingsTests
{
    [Fact]
    public void A_silo_stands_on_loopback_unless_it_is_told_otherwise()
    {
        var usual = ClusterSettings.Read(Configured());

        Assert.Equal(("tenantry", IPAddress.Loopback, 11111, 30000), (usual.Id, usual.Address, usual.SiloPort, usual.GatewayPort));
    }

    [Fact]
    public void Every_setting_is_read()
    {
        var read = ClusterSettings.Read(Configured(("Id", "blue"), ("Address", "10.0.0.7"), ("SiloPort", "11112"), ("GatewayPort", "30001"), ("ProbeTimeout", "00:00:05")));

        Assert.Equal(("blue", IPAddress.Parse("10.0.0.7"), 11112, 30001), (read.Id, read.Address, read.SiloPort, read.GatewayPort));
        Assert.Equal(TimeSpan.FromSeconds(5), read.ProbeTimeout);
    }

    [Fact]
    public void A_host_is_found_by_its_name() => Assert.Equal(IPAddress.Loopback, ClusterSettings.Read(Configured(("Address", "localhost"))).Address);

    [Theory]
    [InlineData("Id", " ")]
    [InlineData("Address", "0.0.0.0")]
    [InlineData("Address", "no such host")]
    [InlineData("SiloPort", "0")]
    [InlineData("GatewayPort", "65536")]
    [InlineData("ProbeTimeout", "00:01:00")]
    public void What_cannot_be_meant_is_refused(string name, string text)
    {
        var refused = Assert.Throws<StartRefusedException>(() => ClusterSettings.Read(Configured((name, text))));

        Assert.StartsWith($"Tenantry:Cluster:{name} must be ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith($"; it is '{text}'.", refused.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Configured(params (string Name, string Value)[] settings)
        => new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Tenantry:Cluster:{setting.Name}", (string?)setting.Value))).Build();
}
