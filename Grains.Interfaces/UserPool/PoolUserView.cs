using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>How a user stands whom the pool has not followed.</summary>
[GenerateSerializer, Alias("PoolUserStatus")]
[JsonConverter(typeof(CamelCaseEnumConverter<PoolUserStatus>))]
public enum PoolUserStatus
{
    /// <summary>The pool is being told, or will be tried again.</summary>
    Waiting,

    /// <summary>It will not be tried again unless an operator says so, or the user changes.</summary>
    Parked,
}

/// <summary>A user whom the pool has not followed, as operators see them.</summary>
[GenerateSerializer, Immutable, Alias("PoolUserView")]
public sealed record PoolUserView
{
    [Id(0)]
    public required UserId Id { get; init; }

    [Id(1)]
    public required PoolUserStatus Status { get; init; }

    /// <summary>How often it was tried.</summary>
    [Id(2)]
    public required int Attempts { get; init; }

    /// <summary>What went wrong the last time, shortened and without what looks like a secret; null when nothing did yet.</summary>
    [Id(3)]
    public string? LastError { get; init; }

    /// <summary>When it is tried again; null while it is parked.</summary>
    [Id(4)]
    public DateTimeOffset? NextAttemptAt { get; init; }
}
