using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>Where the host says nothing of ports, what is internal is served on each.</summary>
internal sealed class AnyPort : IInternalPort
{
    public bool Serves(int localPort) => true;
}
