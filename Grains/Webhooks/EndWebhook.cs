using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Ends a webhook endpoint; nothing tells it of events any more.</summary>
internal sealed record EndWebhook(OrganizationId? Organization, WebhookId Webhook) : Message
{
    [JsonIgnore]
    public override string Receiver => Webhook.Value;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        var webhook = grains.Webhook(Organization, Webhook);
        await webhook.End();
        await MakeWebhook.Source(grains, Organization).SetFollower(webhook.GetGrainId(), follows: false);
        return null;
    }
}
