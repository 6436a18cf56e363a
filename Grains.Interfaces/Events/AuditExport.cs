using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>How an export is written.</summary>
[GenerateSerializer, Alias("ExportFormat")]
[JsonConverter(typeof(CamelCaseEnumConverter<ExportFormat>))]
public enum ExportFormat
{
    /// <summary>A JSON object a line, with the bytes that were hashed: the form that can be verified.</summary>
    Ndjson,

    /// <summary>RFC 4180, for spreadsheets.</summary>
    Csv,
}

/// <summary>What is to be exported.</summary>
[GenerateSerializer, Immutable, Alias("ExportRequest")]
public sealed record ExportRequest
{
    [Id(0)]
    public required LogId Log { get; init; }

    [Id(1)]
    public required ExportFormat Format { get; init; }

    [Id(2)]
    public required AuditFilter Filter { get; init; }

    /// <summary>From the first event that occurred in it to the last one, with all that lie between in the log.</summary>
    [Id(3)]
    public required LogPeriod Period { get; init; }
}

/// <summary>An export whose range is fixed, so that it is the same whenever and in however many parts it is read.</summary>
[GenerateSerializer, Immutable, Alias("ExportPlan")]
public sealed record ExportPlan
{
    [Id(0)]
    public required LogId Log { get; init; }

    [Id(1)]
    public required ExportFormat Format { get; init; }

    [Id(2)]
    public required AuditFilter Filter { get; init; }

    /// <summary>The number of the first event.</summary>
    [Id(3)]
    public required long First { get; init; }

    /// <summary>The number of the last event; below <see cref="First"/> when there is none.</summary>
    [Id(4)]
    public required long Last { get; init; }

    /// <summary>The last event's id; null when there is none.</summary>
    [Id(5)]
    public EventId? LastId { get; init; }

    /// <summary>The last event's hash; null when there is none.</summary>
    [Id(6)]
    public string? LastHash { get; init; }

    /// <summary>What the log had come to when older events were removed; null when none were.</summary>
    [Id(7)]
    public SignedStatement? Checkpoint { get; init; }

    /// <summary>The newest signature over an event of the range; null when there is none.</summary>
    [Id(8)]
    public SignedStatement? NewestSignature { get; init; }

    [Id(9)]
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>How many events there are to go through.</summary>
    public long Total => Math.Max(0, Last - First + 1);
}

/// <summary>Some lines of an export.</summary>
/// <param name="Content">The lines, UTF-8.</param>
/// <param name="Through">The number of the last event that was gone through.</param>
/// <param name="Ends">Whether the export ends with it.</param>
[GenerateSerializer, Immutable, Alias("ExportChunk")]
public sealed record ExportChunk([property: Id(0)] byte[] Content, [property: Id(1)] long Through, [property: Id(2)] bool Ends)
{
    public override string ToString() => $"{Content.Length} bytes through {Through}";
}
