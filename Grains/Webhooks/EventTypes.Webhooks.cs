namespace Tenantry.Grains;

internal static partial class EventTypes
{
    public const string WebhookCreated = "webhook.created";
    public const string WebhookChanged = "webhook.changed";
    public const string WebhookDeleted = "webhook.deleted";
    public const string WebhookEnabled = "webhook.enabled";
    public const string WebhookDisabled = "webhook.disabled";
    public const string WebhookSecretRotated = "webhook.secret_rotated";

    /// <summary>Made for one endpoint when somebody asks for it; in no log.</summary>
    public const string WebhookTest = "webhook.test";
}
