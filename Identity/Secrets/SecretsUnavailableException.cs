namespace Tenantry.Identity;

/// <summary>The secrets at rest cannot be opened. The message is one line for whoever runs the program.</summary>
public sealed class SecretsUnavailableException : Exception
{
    public SecretsUnavailableException()
    {
    }

    public SecretsUnavailableException(string message)
        : base(message)
    {
    }

    public SecretsUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
