namespace Tenantry.Grains;

/// <summary>Writes an export, line by line.</summary>
internal interface IExportLines
{
    /// <summary>How many bytes were written.</summary>
    long Size { get; }

    void Begin(ExportPlan plan);

    /// <param name="entry">The event.</param>
    /// <param name="previous">The hash before it.</param>
    void Add(LogEntry entry, string previous);

    void End(ExportPlan plan);

    byte[] ToBytes();
}
