using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tenantry.Hosting;

/// <summary>Where a process stands in its cluster: the section <c>Tenantry:Cluster</c>.</summary>
public sealed record ClusterSettings
{
    public const string Section = "Tenantry:Cluster";

    private static readonly TimeSpan ShortestProbe = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(30);

    /// <summary><c>Id</c>: tells clusters apart that share a store's membership table.</summary>
    public string Id { get; init; } = "tenantry";

    /// <summary><c>Address</c>: by which the other processes reach this silo, and where it listens. A host's name is looked up once.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary><c>SiloPort</c>: for other silos.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary><c>GatewayPort</c>: for front ends.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary><c>ProbeTimeout</c>: how long a silo may take to answer another's probe; three missed ones make it suspect.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    public static ClusterSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var usual = new ClusterSettings();
        var settings = new ClusterSettings
        {
            Id = section["Id"] is not { } id ? usual.Id : id.Trim() is { Length: > 0 and <= 150 } text ? text : throw Wrong("Id", id, "a name of at most 150 characters"),
            Address = section["Address"] is { } address ? Resolve(address) : usual.Address,
            SiloPort = Port(section, "SiloPort") ?? usual.SiloPort,
            GatewayPort = Port(section, "GatewayPort") ?? usual.GatewayPort,
            ProbeTimeout = section["ProbeTimeout"] is { } probe ? Time("ProbeTimeout", probe) : usual.ProbeTimeout,
        };
        return settings.SiloPort != settings.GatewayPort ? settings
            : throw new StartRefusedException($"{Section}:SiloPort and {Section}:GatewayPort must differ; both are {settings.SiloPort}.");
    }

    private static IPAddress Resolve(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
                ? throw Wrong("Address", text, "an address by which others reach this silo")
                : address;
        }

        try
        {
            return Dns.GetHostAddresses(text).OrderBy(found => found.AddressFamily != AddressFamily.InterNetwork).FirstOrDefault()
                ?? throw Wrong("Address", text, "an IP address or the name of this host");
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException)
        {
            throw Wrong("Address", text, "an IP address or the name of this host");
        }
    }

    private static int? Port(IConfiguration section, string name)
        => section[name] is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort ? port
            : throw Wrong(name, text, $"a port from 1 to {IPEndPoint.MaxPort}");

    private static TimeSpan Time(string name, string text)
        => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= ShortestProbe && time <= LongestProbe ? time
            : throw Wrong(name, text, $"a time from {ShortestProbe} to {LongestProbe}");

    private static StartRefusedException Wrong(string name, string text, string expected)
        => new($"{Section}:{name} must be {expected}; it is '{text}'.");
}
