using System.Net;
using System.Net.Sockets;

namespace Tenantry.Grains.Interfaces;

/// <summary>Whom a limit per client address counts.</summary>
public static class ClientAddress
{
    /// <summary>
    /// The address, or the /64 of an IPv6 address: whoever holds one address of it commonly holds all. An IPv4 address in IPv6
    /// form is that IPv4 address.
    /// </summary>
    public static IPAddress Holder(IPAddress address)
    {
        address = Plain(address);
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    /// <summary>The address; an IPv4 address in IPv6 form as that IPv4 address.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
