using System.Net;
using Orleans.Configuration;

namespace Tenantry.Hosting;

/// <summary>The cluster of the embedded default: this process alone.</summary>
public static class SingleSilo
{
    /// <summary>
    /// Makes this process the whole cluster. Orleans insists on listening, though nobody calls: it listens on loopback, on
    /// whatever port is free, so that any number of processes can run on one machine.
    /// </summary>
    public static ISiloBuilder UseSingleSilo(this ISiloBuilder silo)
        => silo
            .UseLocalhostClustering(gatewayPort: 0, serviceId: "tenantry", clusterId: "tenantry")
            .Configure<EndpointOptions>(endpoint => endpoint.SiloListeningEndpoint = new IPEndPoint(IPAddress.Loopback, 0));
}
