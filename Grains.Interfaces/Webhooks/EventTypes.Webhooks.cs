namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    private static readonly EventMember Receiver = new("url", "the server it sends to; the rest of the address can be a secret of its receiver");
    private static readonly EventMember Wanted = new("eventTypes", "which types it wants, joined by spaces; empty for all");
    private static readonly EventMember Strictness = new("strict", "true when it waits for each event to be taken before it sends the next");

    public static EventType WebhookCreated { get; } = OfWebhook("webhook.created", "A webhook endpoint was made.", [Receiver, Wanted, Strictness], []);

    public static EventType WebhookChanged { get; } = OfWebhook(
        "webhook.changed", "A webhook endpoint was changed.",
        [],
        [Receiver, new("description", "what its makers say of it", IsNullable: true), Wanted, Strictness]);

    public static EventType WebhookDeleted { get; } = OfWebhook("webhook.deleted", "A webhook endpoint was deleted.", [], []);

    public static EventType WebhookEnabled { get; } = OfWebhook("webhook.enabled", "A webhook endpoint sends again, from where it stopped.", [], []);

    public static EventType WebhookDisabled { get; } = OfWebhook(
        "webhook.disabled", "A webhook endpoint sends no more.",
        [new("reason", "requested, or what the receiver did: gone (it answered 410) or failing (for five days)")],
        []);

    public static EventType WebhookSecretRotated { get; } = OfWebhook(
        "webhook.secret_rotated", "A webhook endpoint has a new secret.",
        [new("previousValidUntil", "until when it signs with the one before, too; null when that ended at once", IsNullable: true)],
        []);

    public static EventType WebhookTested { get; } = OfWebhook("webhook.tested", "Somebody had a test sent to a webhook endpoint.", [], []);

    public static EventType WebhookReplayed { get; } = OfWebhook(
        "webhook.replayed", "Somebody had a range of events delivered to a webhook endpoint once more.",
        [new("after", "the number before the first of them"), new("through", "the number of the last")],
        []);

    public static EventType WebhookRedelivered { get; } = OfWebhook(
        "webhook.redelivered", "Somebody had an event delivered to a webhook endpoint once more.", [new("event", "the event's id")], []);

    /// <summary>Made for one endpoint when somebody asks for it; in no log.</summary>
    public static EventType WebhookTest { get; } = OfWebhook("webhook.test", "Somebody tries a webhook endpoint; it is sent to that one alone and is in no log.", [], []);

    private static EventType OfWebhook(string name, string description, EventMember[] data, EventMember[] changes) => new(name, description)
    {
        Logs = [LogKind.Organization, LogKind.Operators],
        Subject = EventSubject.For<WebhookId>("webhook endpoint"),
        Data = [.. data],
        Changes = [.. changes],
    };
}
