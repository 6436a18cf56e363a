namespace Tenantry.Grains.Interfaces;

/// <summary>What mails say of this deployment.</summary>
public sealed record MailSettings
{
    /// <summary>Where people reach the product's pages, without a trailing slash.</summary>
    public string PublicUrl { get; init; } = "http://localhost:8080";
}
