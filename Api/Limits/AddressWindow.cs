using System.Net;

namespace Tenantry.Api;

/// <summary>Counts what each client address asks for.</summary>
/// <param name="limit">How many one address may ask for in a minute.</param>
/// <param name="time">The clock.</param>
internal sealed class AddressWindow(int limit, TimeProvider time)
{
    private readonly RateWindow<IPAddress> _window = new(time);

    public int Limit => limit;

    /// <summary>Counts one more from the address.</summary>
    public RateDecision Count(IPAddress? address) => _window.Count(ClientAddress.Holder(address ?? IPAddress.None), limit);
}
