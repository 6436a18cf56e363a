using System.Net;
using System.Net.Sockets;

namespace Tenantry.Bench;

/// <summary>Addresses for the measured servers.</summary>
internal static class Loopback
{
    /// <summary>A port that nobody listens on at the moment.</summary>
    public static IPEndPoint FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
