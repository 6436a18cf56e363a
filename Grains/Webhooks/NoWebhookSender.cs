namespace Tenantry.Grains;

/// <summary>Of a host that has no way out for webhooks.</summary>
internal sealed class NoWebhookSender : IWebhookSender
{
    public Task<WebhookReply> Send(WebhookPost post, CancellationToken cancellation)
        => Task.FromResult(new WebhookReply { Error = "This host sends no webhooks." });
}
