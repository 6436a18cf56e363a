namespace Tenantry.Grains.Interfaces;

public static partial class Errors
{
    public static Error WebhookNotFound(WebhookId id) => Of(ErrorCode.WebhookNotFound, $"There is no webhook endpoint {id}.");

    public static Error WebhookDeliveryNotFound(EventId id)
        => Of(ErrorCode.WebhookDeliveryNotFound, $"The endpoint's delivery log does not have the event {id}, any more or yet.");

    public static Error WebhookDisabled() => Of(ErrorCode.WebhookDisabled, "The webhook endpoint is disabled; enable it first.");

    public static Error ReplayInProgress() => Of(ErrorCode.ReplayInProgress, "A replay of this endpoint is under way.");
}
