namespace Tenantry.Grains.Interfaces;

/// <summary>Erases the content of an event; its place in the chain, its id, type, time and digest remain.</summary>
[GenerateSerializer, Immutable, Alias("RedactEvent")]
public sealed record RedactEvent : Command<Done>
{
    [Id(0)]
    public required LogId Log { get; init; }

    [Id(1)]
    public required EventId Event { get; init; }

    /// <summary>Why, for the record.</summary>
    [Id(2)]
    public required string Reason { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Fixes what an export comprises, to be read in one or more parts.</summary>
[GenerateSerializer, Immutable, Alias("CreateAuditExport")]
public sealed record CreateAuditExport : Command<AuditExportView>
{
    [Id(0)]
    public required ExportRequest Request { get; init; }

    [Id(1)]
    public required Actor Actor { get; init; }
}
