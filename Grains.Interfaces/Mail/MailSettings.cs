namespace Tenantry.Grains.Interfaces;

/// <summary>What mails say of this deployment.</summary>
public sealed record MailSettings
{
    /// <summary>Where people reach the product's pages, without a trailing slash.</summary>
    public string PublicUrl { get; init; } = "http://localhost:8080";

    /// <summary>What an account is with, as an authenticator lists it: the host of the pages.</summary>
    public string Issuer => Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) ? url.Host : PublicUrl;
}
