namespace Tenantry.Grains.Interfaces;

/// <summary>The delivery of one event to one endpoint, when it goes by a schedule of its own.</summary>
[Alias("IWebhookDeliveryGrain")]
public interface IWebhookDeliveryGrain : IGrainWithStringKey
{
    /// <summary>Delivers it once more. Errors: <see cref="ErrorCode.WebhookDeliveryNotFound"/>.</summary>
    /// <param name="id">Tells a repetition of the command from another one.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("Redeliver")]
    Task<Result<WebhookDeliveryView>> Redeliver(Guid id, Actor actor);
}
