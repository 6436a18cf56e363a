using System.Text.Json.Serialization;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>An export with its progress. Its content is read from the log every time; nothing of it is kept.</summary>
[Alias("IAuditExportGrain")]
public interface IAuditExportGrain : IGrainWithStringKey
{
    /// <summary>Makes it; when it exists already it stays as it is.</summary>
    [Alias("Create")]
    Task<Result<AuditExportView>> Create(ExportPlan plan, Actor actor);

    /// <summary>How far it is. Errors: <see cref="ErrorCode.ExportNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<AuditExportView>> Get();

    /// <summary>What to read for it. Errors: <see cref="ErrorCode.ExportNotFound"/>.</summary>
    [Alias("GetPlan"), AlwaysInterleave]
    Task<Result<ExportPlan>> GetPlan();

    /// <summary>Somebody has been sent this much of it.</summary>
    /// <param name="through">The number of the last event that was gone through.</param>
    /// <param name="bytes">How many bytes the content has up to there.</param>
    [Alias("Advance")]
    Task Advance(long through, long bytes);

    /// <summary>Somebody has been sent all of it.</summary>
    /// <param name="bytes">How many bytes it is.</param>
    /// <param name="sha256">The content's SHA-256, in hexadecimal.</param>
    [Alias("Finish")]
    Task Finish(long bytes, string sha256);
}

[GenerateSerializer, Alias("AuditExportStatus")]
[JsonConverter(typeof(CamelCaseEnumConverter<AuditExportStatus>))]
public enum AuditExportStatus
{
    /// <summary>Nobody has read it yet.</summary>
    Ready,

    /// <summary>Part of it was read.</summary>
    Running,

    /// <summary>It was read to its end.</summary>
    Done,
}

/// <summary>An export and how far it is.</summary>
[GenerateSerializer, Immutable, Alias("AuditExportView")]
public sealed record AuditExportView
{
    [Id(0)]
    public required ExportId Id { get; init; }

    [Id(1)]
    public required ExportFormat Format { get; init; }

    [Id(2)]
    public required AuditExportStatus Status { get; init; }

    /// <summary>The number of the first event.</summary>
    [Id(3)]
    public required long First { get; init; }

    /// <summary>The number of the last event; below the first when there is none.</summary>
    [Id(4)]
    public required long Last { get; init; }

    /// <summary>Whether it leaves events out between these, so that the chain cannot be followed through it.</summary>
    [Id(5)]
    public required bool Filtered { get; init; }

    /// <summary>How many events there are to go through.</summary>
    [Id(6)]
    public required long Total { get; init; }

    /// <summary>How many of them were gone through.</summary>
    [Id(7)]
    public required long Done { get; init; }

    /// <summary>How many bytes that made.</summary>
    [Id(8)]
    public required long Bytes { get; init; }

    /// <summary>The content's SHA-256 in hexadecimal; null until it was read to its end.</summary>
    [Id(9)]
    public string? Sha256 { get; init; }

    [Id(10)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is forgotten.</summary>
    [Id(11)]
    public required DateTimeOffset ExpiresAt { get; init; }
}
