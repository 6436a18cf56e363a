using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IListsGrain
{
    /// <summary>Webhook endpoints of an organization, or of the platform when it is null, in the order they were made.</summary>
    [Alias("Webhooks"), AlwaysInterleave]
    Task<Page<WebhookView>> Webhooks(OrganizationId? organization, string? after, int limit);

    /// <summary>Deliveries of an endpoint, the latest event first. Errors: <see cref="ErrorCode.WebhookNotFound"/>.</summary>
    [Alias("WebhookDeliveries"), AlwaysInterleave]
    Task<Result<Page<WebhookDeliveryView>>> WebhookDeliveries(OrganizationId? organization, WebhookId webhook, string? after, int limit);

    /// <summary>
    /// One delivery, with what is sent. Errors: <see cref="ErrorCode.WebhookNotFound"/>,
    /// <see cref="ErrorCode.WebhookDeliveryNotFound"/>.
    /// </summary>
    [Alias("WebhookDelivery"), AlwaysInterleave]
    Task<Result<WebhookDeliveryView>> WebhookDelivery(OrganizationId? organization, WebhookId webhook, EventId @event);
}
