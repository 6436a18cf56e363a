namespace Tenantry.Grains.Interfaces;

/// <summary>The port that is for the provider's own staff, where there is one of its own.</summary>
public interface IInternalPort
{
    /// <summary>Whether what is internal is served to a connection to this port; where there is no port of its own, it is to any.</summary>
    /// <param name="localPort">The connection's port on this machine. Nothing that a request says may stand for it.</param>
    bool Serves(int localPort);
}

/// <summary>Marks an endpoint that is internal: for the provider's own staff and servers.</summary>
public sealed class InternalOnly
{
    private InternalOnly()
    {
    }

    public static InternalOnly Mark { get; } = new();
}
