using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>A webhook endpoint to be made.</summary>
internal sealed record NewWebhookBody
{
    /// <summary>Where events are posted to: an https address of the public internet.</summary>
    public required string Url { get; init; }

    /// <summary>What people call it, at most 200 characters.</summary>
    [DisallowNull]
    public string? Description { get; init; }

    /// <summary>Which types it gets, such as member.added or member.*; all when left out or empty.</summary>
    [DisallowNull]
    public ImmutableArray<string>? EventTypes { get; init; }

    /// <summary>Whether an event that cannot be delivered holds up all behind it, until it is or the endpoint is disabled; false when left out.</summary>
    [DisallowNull]
    public bool? Strict { get; init; }

    public CreateWebhook ToCommand(OrganizationId? organization, Actor actor) => new()
    {
        Organization = organization,
        Url = Url,
        Description = Description,
        EventTypes = EventTypes ?? [],
        Strict = Strict ?? false,
        Actor = actor,
    };
}

/// <summary>Changes to a webhook endpoint; what is left out stays as it is.</summary>
internal sealed record WebhookChangesBody
{
    /// <summary>Where events are posted to, from the next attempt on.</summary>
    [DisallowNull]
    public string? Url { get; init; }

    [DisallowNull]
    public string? Description { get; init; }

    /// <summary>Which types it gets; all when empty.</summary>
    [DisallowNull]
    public ImmutableArray<string>? EventTypes { get; init; }

    [DisallowNull]
    public bool? Strict { get; init; }

    public WebhookChanges ToChanges() => new() { Url = Url, Description = Description, EventTypes = EventTypes, Strict = Strict };
}

/// <summary>Which events to deliver once more.</summary>
internal sealed record WebhookReplayBody
{
    /// <summary>The number before the first: a sequence of the organization's log, for operators a position of the feed.</summary>
    public required long After { get; init; }

    /// <summary>The number of the last, at most 10000 above.</summary>
    public required long Through { get; init; }

    public ReplayWebhook ToCommand(OrganizationId? organization, WebhookId webhook, Actor actor)
        => new() { Organization = organization, Webhook = webhook, After = After, Through = Through, Actor = actor };
}
