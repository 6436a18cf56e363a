using Microsoft.AspNetCore.Identity;

namespace Tenantry.Identity;

/// <summary>Settings of this room: the section <c>Tenantry:Identity</c>, and <c>Tenantry:Issuer</c>.</summary>
internal sealed class IdentitySettings
{
    public const string Section = "Tenantry:Identity";
    public const string IssuerKey = "Tenantry:Issuer";

    /// <summary>How long an access token is good for.</summary>
    public static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(15);

    /// <summary>How far the clock of a verifier may differ from the issuer's.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>How often PBKDF2 (HMAC-SHA-512) runs unless set otherwise; the framework's own default.</summary>
    public static readonly int DefaultPasswordIterations = new PasswordHasherOptions().IterationCount;

    /// <summary>The origin that tokens name as their issuer, for example <c>https://api.example.com</c>; null: the first listening address.</summary>
    public string? Issuer { get; set; }

    /// <summary>Whether <c>grant_type=password</c> is offered. See docs/adr/0004.</summary>
    public bool PasswordGrant { get; set; } = true;

    /// <summary>Whether who asks for a token must be a registered client, or an API key.</summary>
    public bool RequireClient { get; set; }

    /// <summary>How often PBKDF2 runs for a new password. Less than the default is for benchmarks only.</summary>
    public int PasswordIterations { get; set; } = DefaultPasswordIterations;

    /// <summary>How many log-ins from one address may fail within a minute before further ones are refused.</summary>
    public int LoginAttemptsPerMinute { get; set; } = 30;

    /// <summary>How many days a refresh token is good for; every exchange begins the time anew.</summary>
    public int RefreshTokenDays { get; set; } = 30;

    /// <summary>After how many days a new signing key is made.</summary>
    public int KeyRotationDays { get; set; } = 90;

    public TimeSpan RefreshTokenLifetime => TimeSpan.FromDays(RefreshTokenDays);

    public TimeSpan KeyRotation => TimeSpan.FromDays(KeyRotationDays);
}
