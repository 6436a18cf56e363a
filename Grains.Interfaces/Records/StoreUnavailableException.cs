namespace Tenantry.Grains.Interfaces;

/// <summary>The store did not answer, or answered that it could not. Broken infrastructure: HTTP 503.</summary>
[GenerateSerializer, Alias("StoreUnavailableException")]
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
