using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>How an unsent mail stands.</summary>
[GenerateSerializer, Alias("MailStatus")]
[JsonConverter(typeof(CamelCaseEnumConverter<MailStatus>))]
public enum MailStatus
{
    /// <summary>It is being sent, or will be tried again.</summary>
    Waiting,

    /// <summary>It will not be tried again unless an operator says so.</summary>
    Parked,
}

/// <summary>An unsent mail as operators see it.</summary>
[GenerateSerializer, Immutable, Alias("MailView")]
public sealed record MailView
{
    [Id(0)]
    public required MailId Id { get; init; }

    [Id(1)]
    public required MailKind Kind { get; init; }

    [Id(2)]
    public required MailStatus Status { get; init; }

    /// <summary>The receiver's email address.</summary>
    [Id(3)]
    public required string To { get; init; }

    /// <summary>How often sending was tried.</summary>
    [Id(4)]
    public required int Attempts { get; init; }

    /// <summary>What went wrong the last time, shortened and without what looks like a secret; null when nothing did yet.</summary>
    [Id(5)]
    public required string? LastError { get; init; }

    /// <summary>When it is tried again; null while it is parked.</summary>
    [Id(6)]
    public required DateTimeOffset? NextAttemptAt { get; init; }

    [Id(7)]
    public required DateTimeOffset CreatedAt { get; init; }
}
