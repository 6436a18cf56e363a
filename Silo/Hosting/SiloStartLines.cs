using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Tenantry.Grains.Interfaces;
using Tenantry.Hosting;

namespace Tenantry.Silo;

/// <summary>Where everything of a silo is.</summary>
internal sealed class SiloStartLines(
    IServer server, DataFolder data, IEventBus bus, IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<SiloStartLines> log)
    : StartLines(server, configuration, lifetime, time, log)
{
    protected override IEnumerable<(string Name, string? Place)> Lines(string open, string? within)
    {
        yield return ("API reference", $"{open}/docs");
        yield return ("Dashboard", $"{within ?? open}/dashboard");
        yield return ("Internal", within is null ? null : $"{within} serves operators, {open} does not");
        yield return ("Operator account", File.Exists(data.OperatorFile) ? data.OperatorFile : "made by an earlier start");
        yield return ("Events go to", bus.Name);
        yield return ("Cluster", Cluster is not { } own ? null
            : $"{own.Id}, where this silo is {own.Address}, ports {own.SiloPort} and {own.GatewayPort}{(IPAddress.IsLoopback(own.Address) ? ", for this machine only" : "")}");
        yield return ("Data", data.Path);
    }
}
