namespace Tenantry.Grains.Interfaces;

/// <summary>
/// The store did not answer, or answered that it could not; or this process has lost touch with its cluster, so that it may not
/// answer for it. Broken infrastructure: HTTP 503.
/// </summary>
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

/// <summary>What of it goes to another process: not its cause, which belongs to a driver that Orleans cannot write down.</summary>
/// <param name="Message">What it says.</param>
[GenerateSerializer, Immutable, Alias("StoreUnavailableException")]
public readonly record struct StoreUnavailable([property: Id(0)] string Message);

/// <summary>Turns one into the other.</summary>
[RegisterConverter]
public sealed class StoreUnavailableConverter : IConverter<StoreUnavailableException, StoreUnavailable>
{
    public StoreUnavailableException ConvertFromSurrogate(in StoreUnavailable surrogate) => new(surrogate.Message);

    public StoreUnavailable ConvertToSurrogate(in StoreUnavailableException value) => new(value.Message);
}
