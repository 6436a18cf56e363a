using System.Collections.Immutable;

namespace Tenantry.Api;

/// <summary>The ports of <c>Tenantry:Internal:Urls</c>.</summary>
internal sealed class InternalPort(ImmutableArray<int> ports) : IInternalPort
{
    public bool Serves(int localPort) => ports.IsEmpty || ports.Contains(localPort);
}
