namespace Tenantry.Grains.Interfaces;

/// <summary>A mail was refused for good. The message is one line for operators and holds no secret.</summary>
public sealed class MailRefusedException : Exception
{
    public MailRefusedException()
    {
    }

    public MailRefusedException(string message)
        : base(message)
    {
    }

    public MailRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
