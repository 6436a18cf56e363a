using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Tells an admin that a webhook endpoint gets nothing any more.</summary>
[GenerateSerializer, Immutable, Alias("WebhookDisabledMail")]
public sealed record WebhookDisabledMail : MailOrder
{
    /// <summary>The organization's name; null for an endpoint of the platform.</summary>
    [Id(0)]
    public string? OrganizationName { get; init; }

    [Id(1)]
    public required WebhookId Webhook { get; init; }

    /// <summary>The host of its address.</summary>
    [Id(2)]
    public required string Host { get; init; }

    /// <summary>As <see cref="WebhookView.DisabledReason"/> has it.</summary>
    [Id(3)]
    public required string Reason { get; init; }

    [Id(4)]
    public required DateTimeOffset DisabledAt { get; init; }

    [JsonIgnore]
    public override MailKind Kind => MailKind.WebhookDisabled;
}
