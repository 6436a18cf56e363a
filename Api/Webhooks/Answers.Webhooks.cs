namespace Tenantry.Api;

// How an endpoint does changes without a revision, so there is no entity tag.
internal static partial class Answers
{
    public static ComputedAnswer<WebhookView> ToHttp(this Result<WebhookView> result) => new(result.Error, result.Value);

    public static ComputedAnswer<WebhookView> ToHttp(this Sent<WebhookView> sent) => new(sent.Error, sent.Value) { Replayed = sent.Replayed };

    public static CreatedAnswer<WebhookView> ToHttp(this Sent<WebhookView> sent, Func<WebhookView, string> location)
        => Created(sent, location, revision: null);

    public static ComputedAnswer<WebhookAttempt> ToHttp(this Sent<WebhookAttempt> sent) => new(sent.Error, sent.Value) { Replayed = sent.Replayed };

    public static ComputedAnswer<WebhookDeliveryView> ToHttp(this Result<WebhookDeliveryView> result) => new(result.Error, result.Value);

    public static ComputedAnswer<WebhookDeliveryView> ToHttp(this Sent<WebhookDeliveryView> sent)
        => new(sent.Error, sent.Value) { Replayed = sent.Replayed };
}
