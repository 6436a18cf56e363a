using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Whether deliveries are made.</summary>
[GenerateSerializer, Alias("WebhookStatus")]
[JsonConverter(typeof(CamelCaseEnumConverter<WebhookStatus>))]
public enum WebhookStatus
{
    Enabled,
    Disabled,
}

/// <summary>A webhook endpoint as those see it who manage it.</summary>
[GenerateSerializer, Immutable, Alias("WebhookView")]
public sealed record WebhookView : IShownOnce
{
    [Id(0)]
    public required WebhookId Id { get; init; }

    [Id(1)]
    public required string Url { get; init; }

    [Id(2)]
    public required string Description { get; init; }

    /// <summary>Which types it gets, <c>member.added</c> or <c>member.*</c>; empty for all.</summary>
    [Id(3)]
    public required ImmutableArray<string> EventTypes { get; init; }

    /// <summary>Whether an event that cannot be delivered holds up all behind it, for good.</summary>
    [Id(4)]
    public required bool Strict { get; init; }

    [Id(5)]
    public required WebhookStatus Status { get; init; }

    /// <summary>Why it is disabled: <c>requested</c>, <c>gone</c> (it answered 410) or <c>failing</c> (nothing else for five days).</summary>
    [Id(6)]
    public string? DisabledReason { get; init; }

    [Id(7)]
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>The id of the user, operator or key that made it.</summary>
    [Id(8)]
    public string? CreatedBy { get; init; }

    [Id(9)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Everything up to this number of the log (for operators' endpoints, of the feed) was dealt with.</summary>
    [Id(10)]
    public required long Cursor { get; init; }

    /// <summary>How many attempts in a row have failed.</summary>
    [Id(11)]
    public required int Failures { get; init; }

    /// <summary>Since when there was nothing but failures; null when the last attempt succeeded.</summary>
    [Id(12)]
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>No attempt is made before this; null when attempts are made.</summary>
    [Id(13)]
    public DateTimeOffset? RestsUntil { get; init; }

    /// <summary>The last replay; null when there was none.</summary>
    [Id(14)]
    public WebhookReplay? Replay { get; init; }

    /// <summary>Until when deliveries are signed with the secret before the last rotation too; null when they are not.</summary>
    [Id(15)]
    public DateTimeOffset? PreviousValidUntil { get; init; }

    /// <summary>The secret to verify signatures with. Only in the very answer that made it.</summary>
    [Id(16), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    public object WithoutSecret() => this with { Secret = null };

    // It can hold the secret.
    public override string ToString() => Id.Value;
}

/// <summary>How far a replay is.</summary>
[GenerateSerializer, Immutable, Alias("WebhookReplay")]
public sealed record WebhookReplay
{
    /// <summary>The number before the first of its events.</summary>
    [Id(0)]
    public required long After { get; init; }

    /// <summary>The number of its last event.</summary>
    [Id(1)]
    public required long Through { get; init; }

    /// <summary>The number up to which it is done.</summary>
    [Id(2)]
    public required long Position { get; init; }

    [Id(3)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it is under way.</summary>
    [Id(4)]
    public DateTimeOffset? EndedAt { get; init; }
}
