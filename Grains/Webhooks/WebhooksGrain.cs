using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>The webhook endpoints of one owner.</summary>
internal sealed record WebhooksState
{
    /// <summary>Those that were not ended, disabled ones too.</summary>
    public ImmutableArray<WebhookId> Webhooks { get; init; } = [];
}

[GrainType("webhooks")]
internal sealed class WebhooksGrain(
    [PersistentState("record")] IPersistentState<Record<WebhooksState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<WebhooksState>(storage, surroundings), IWebhooksGrain
{
    private OrganizationId? Organization => OrganizationId.TryParse(this.GetPrimaryKeyString(), null, out var id) ? id : null;

    public async Task<Result<Done>> Create(NewWebhook webhook, Actor actor)
    {
        if (State.Webhooks.Contains(webhook.Id)) return new Done();
        if (Outgoing.OfType<EndWebhook>().Any(end => end.Webhook == webhook.Id) || await Grains.Webhook(Organization, webhook.Id).IsEnded())
            return Errors.WebhookNotFound(webhook.Id);
        if (State.Webhooks.Length >= IWebhooksGrain.Most) return Errors.CapacityReached("webhook endpoints", IWebhooksGrain.Most);

        await Commit(
            new WebhooksState { Webhooks = State.Webhooks.Add(webhook.Id) },
            [
                // It begins behind the event of its own making.
                Happened(
                    EventTypes.WebhookCreated, webhook.Id, actor,
                    ("url", WebhookRules.Shown(webhook.Url)), ("eventTypes", string.Join(' ', webhook.EventTypes)), ("strict", webhook.Strict ? "true" : "false")) with
                {
                    IsFirst = true,
                },
                new MakeWebhook(Organization, webhook, Now, actor),
            ]);
        return new Done();
    }

    public async Task<Result<Done>> Delete(WebhookId webhook, Actor actor)
    {
        if (!State.Webhooks.Contains(webhook)) return Errors.WebhookNotFound(webhook);

        await Commit(
            new WebhooksState { Webhooks = State.Webhooks.Remove(webhook) },
            [new EndWebhook(Organization, webhook), Happened(EventTypes.WebhookDeleted, webhook, actor)]);
        return new Done();
    }

    public Task<bool> Settled(TimeSpan timeout) => WhenDelivered(timeout);

    private AppendEvents Happened(EventType type, WebhookId webhook, Actor actor, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(WebhookGrain.LogOf(Organization), [TenantEvents.New(Ids, Now, type, actor, webhook.Value, data)]);
}
