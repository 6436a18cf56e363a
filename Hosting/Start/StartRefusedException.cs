namespace Tenantry.Hosting;

/// <summary>The host cannot start as it is configured. The message is one line for whoever typed the command.</summary>
public sealed class StartRefusedException : Exception
{
    public StartRefusedException()
    {
    }

    public StartRefusedException(string message)
        : base(message)
    {
    }

    public StartRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
