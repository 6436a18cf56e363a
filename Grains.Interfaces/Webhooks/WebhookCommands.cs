using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>Makes a webhook endpoint.</summary>
[GenerateSerializer, Immutable, Alias("CreateWebhook")]
public sealed record CreateWebhook : Command<WebhookView>
{
    /// <summary>The organization whose events it gets; null for those of all logs, for operators.</summary>
    [Id(0)]
    public OrganizationId? Organization { get; init; }

    [Id(1)]
    public required string Url { get; init; }

    [Id(2)]
    public string? Description { get; init; }

    /// <summary>Which types it gets, <c>member.added</c> or <c>member.*</c>; empty for all.</summary>
    [Id(3)]
    public ImmutableArray<string> EventTypes { get; init; } = [];

    /// <summary>Whether an event that cannot be delivered holds up all behind it, for good.</summary>
    [Id(4)]
    public bool Strict { get; init; }

    [Id(5)]
    public required Actor Actor { get; init; }
}

/// <summary>Ends a webhook endpoint.</summary>
[GenerateSerializer, Immutable, Alias("DeleteWebhook")]
public sealed record DeleteWebhook : Command<Done>
{
    [Id(0)]
    public OrganizationId? Organization { get; init; }

    [Id(1)]
    public required WebhookId Webhook { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Lets a webhook endpoint go on, from where it stopped.</summary>
[GenerateSerializer, Immutable, Alias("EnableWebhook")]
public sealed record EnableWebhook : Command<WebhookView>
{
    [Id(0)]
    public OrganizationId? Organization { get; init; }

    [Id(1)]
    public required WebhookId Webhook { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Stops a webhook endpoint until it is enabled; nothing is lost meanwhile.</summary>
[GenerateSerializer, Immutable, Alias("DisableWebhook")]
public sealed record DisableWebhook : Command<WebhookView>
{
    [Id(0)]
    public OrganizationId? Organization { get; init; }

    [Id(1)]
    public required WebhookId Webhook { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Gives a webhook endpoint a new secret.</summary>
[GenerateSerializer, Immutable, Alias("RotateWebhookSecret")]
public sealed record RotateWebhookSecret : Command<WebhookView>
{
    [Id(0)]
    public OrganizationId? Organization { get; init; }

    [Id(1)]
    public required WebhookId Webhook { get; init; }

    /// <summary>For how many seconds deliveries are signed with the old secret too; null for a day.</summary>
    [Id(2)]
    public int? OverlapSeconds { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Sends a webhook endpoint an event of the type <c>webhook.test</c>, which is in no log, and tells what came of it.</summary>
[GenerateSerializer, Immutable, Alias("TestWebhook")]
public sealed record TestWebhook : Command<WebhookAttempt>
{
    [Id(0)]
    public OrganizationId? Organization { get; init; }

    [Id(1)]
    public required WebhookId Webhook { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Delivers an event once more, whatever became of it before.</summary>
[GenerateSerializer, Immutable, Alias("RedeliverWebhook")]
public sealed record RedeliverWebhook : Command<WebhookDeliveryView>
{
    [Id(0)]
    public OrganizationId? Organization { get; init; }

    [Id(1)]
    public required WebhookId Webhook { get; init; }

    [Id(2)]
    public required EventId Event { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Delivers a range of events once more, in order, beside those that come.</summary>
[GenerateSerializer, Immutable, Alias("ReplayWebhook")]
public sealed record ReplayWebhook : Command<WebhookView>
{
    [Id(0)]
    public OrganizationId? Organization { get; init; }

    [Id(1)]
    public required WebhookId Webhook { get; init; }

    /// <summary>The number before the first: of the organization's log, for operators' endpoints of the feed.</summary>
    [Id(2)]
    public required long After { get; init; }

    /// <summary>The number of the last.</summary>
    [Id(3)]
    public required long Through { get; init; }

    [Id(4)]
    public required Actor Actor { get; init; }
}
