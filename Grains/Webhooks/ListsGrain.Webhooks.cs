using System.Collections.Immutable;
using System.Text;

namespace Tenantry.Grains;

internal sealed partial class ListsGrain
{
    public Task<Page<WebhookView>> Webhooks(OrganizationId? organization, string? after, int limit)
        => Read<Record<WebhookState>, WebhookView>(
            $"webhook/{GrainKeys.WebhookOwner(organization)}", after, limit, (key, record) => record.State.View(WebhookId.Wrap(key), time.GetUtcNow()));

    public async Task<Result<Page<WebhookDeliveryView>>> WebhookDeliveries(OrganizationId? organization, WebhookId webhook, string? after, int limit)
    {
        if ((await grains.Webhook(organization, webhook).Get()).Error is { } error) return error;

        var records = await store.ReadPartition(DeliveryLog.PartitionOf(webhook), after, limit + 1, descending: true);
        var items = records.Take(limit).Select(View).OfType<WebhookDeliveryView>().ToImmutableArray();
        return new Page<WebhookDeliveryView>(items, records.Count > limit ? records[limit - 1].Key.Key : null);
    }

    public async Task<Result<WebhookDeliveryView>> WebhookDelivery(OrganizationId? organization, WebhookId webhook, EventId @event)
    {
        if ((await grains.Webhook(organization, webhook).Get()).Error is { } error) return error;

        if (await store.Read(DeliveryLog.KeyOf(webhook, @event)) is not { Body.IsEmpty: false } record || View(record) is not { } delivery)
            return Errors.WebhookDeliveryNotFound(@event);
        var logged = await LogPages.Events(store, delivery.Log, delivery.Sequence - 1, delivery.Sequence, limit: 1);
        return delivery with { Payload = logged is [var found] ? Encoding.UTF8.GetString(WebhookPayload.Of(found).Span) : null };
    }

    private static WebhookDeliveryView? View(StoredRecord record)
        => GrainJson.Read<Record<WebhookDeliveryState>>(record.Body).State.View(EventId.Wrap(record.Key.Key));
}
