using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Which addresses a tenant can have us call: those of the public internet, and the networks that the operator allows. Everything
/// else would let a tenant speak to what only this machine, or its network, can reach.
/// </summary>
/// <param name="allowed">Networks that are let through in spite of everything.</param>
public sealed class NetworkGuard(ImmutableArray<IPNetwork> allowed)
{
    // IANA's registries of special-purpose addresses (RFC 6890 and its updates), with multicast and what is reserved.
    private static readonly ImmutableArray<IPNetwork> Refused =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10",
            "ff00::/8",
        ]).Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>Whether there is any network that is let through in spite of everything; only those are spoken to without TLS.</summary>
    public bool AllowsAny => !allowed.IsEmpty;

    /// <summary>Whether the operator lets this address through in spite of everything.</summary>
    public bool Allows(IPAddress address) => Contains(allowed, address) || (Embedded(address) is { } inner && Contains(allowed, inner));

    /// <summary>Whether deliveries may go to this address.</summary>
    public bool Admits(IPAddress address) => Allows(address) || IsPublic(address);

    /// <summary>Whether an address is of the public internet. One that carries another, for translation, is what the other is.</summary>
    public static bool IsPublic(IPAddress address)
        => !Contains(Refused, address) && (Embedded(address) is { } inner ? IsPublic(inner) : IsGlobal(address));

    // Of IPv6 only 2000::/3 is given out to the public internet.
    private static bool IsGlobal(IPAddress address)
        => address.AddressFamily == AddressFamily.InterNetwork || (address.GetAddressBytes()[0] & 0xe0) == 0x20;

    private static bool Contains(ImmutableArray<IPNetwork> networks, IPAddress address)
        => networks.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));

    // IPv4 within IPv6: mapped (RFC 4291), 6to4 (RFC 3056), NAT64 (RFC 6052), ISATAP (RFC 5214).
    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.IsIPv4MappedToIPv6)
            return new IPAddress(bytes[12..]);
        if (bytes is [0x20, 0x02, ..])
            return new IPAddress(bytes[2..6]);
        if (bytes is [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ..])
            return new IPAddress(bytes[12..]);
        return bytes[8..12] is [0x00 or 0x02, 0x00, 0x5e, 0xfe] ? new IPAddress(bytes[12..]) : null;
    }
}
