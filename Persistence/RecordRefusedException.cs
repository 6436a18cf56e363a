namespace Tenantry.Persistence;

/// <summary>The store takes no such record, now or later: it is too large, say. Nothing was changed.</summary>
public sealed class RecordRefusedException : Exception
{
    public RecordRefusedException()
    {
    }

    public RecordRefusedException(string message)
        : base(message)
    {
    }

    public RecordRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
