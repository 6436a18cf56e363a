using Microsoft.Extensions.Configuration;

namespace Tenantry.Identity;

/// <summary>An OpenID Connect issuer whose tokens are accepted: a section <c>Tenantry:Issuers:name</c>.</summary>
internal sealed class IssuerSettings
{
    public const string Section = "Tenantry:Issuers";

    /// <summary>What the section is called; for messages only.</summary>
    public string Name { get; set; } = "";

    /// <summary>The issuer, as its discovery document names it, for example <c>https://login.example.com</c>.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The audiences whose access tokens are accepted, separated by commas.</summary>
    public string Audience { get; set; } = "";

    /// <summary>More audiences.</summary>
    public string[] Audiences { get; set; } = [];

    /// <summary>The ids of clients whose id tokens may say who a newcomer is, separated by commas.</summary>
    public string ClientIds { get; set; } = "";

    /// <summary>The claim that says who it is, unique and never given to another.</summary>
    public string SubjectClaim { get; set; } = "sub";

    public string EmailClaim { get; set; } = "email";

    public string EmailVerifiedClaim { get; set; } = "email_verified";

    public string NameClaim { get; set; } = "name";

    /// <summary>Whether the issuer is believed when it says (<c>amr</c>) that a second factor was used.</summary>
    public bool TrustSecondFactor { get; set; }

    /// <summary>All audiences, one by one.</summary>
    public string[] AllAudiences => [.. Split(Audience), .. Audiences];

    /// <summary>The clients, one by one.</summary>
    public string[] Clients => Split(ClientIds);

    /// <summary>Reads the settings of all issuers.</summary>
    public static IReadOnlyList<IssuerSettings> ReadAll(IConfiguration configuration)
        => [.. configuration.GetSection(Section).GetChildren().Select(section =>
        {
            var settings = section.Get<IssuerSettings>() ?? new IssuerSettings();
            settings.Name = section.Key;
            return settings;
        })];

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
