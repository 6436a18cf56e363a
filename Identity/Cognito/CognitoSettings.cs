using Amazon;

namespace Tenantry.Identity;

/// <summary>The user pool where people sign in: the section <c>Tenantry:Cognito</c>, used when <c>Tenantry:Identity</c> is <c>cognito</c>.</summary>
internal sealed class CognitoSettings
{
    public const string Section = "Tenantry:Cognito";

    /// <summary>What <c>Tenantry:Identity</c> says when the pool is used.</summary>
    public const string Provider = "cognito";

    /// <summary>Whether the pool is used.</summary>
    public bool IsUsed { get; set; }

    /// <summary>For example <c>eu-central-1_Ab12Cd34E</c>.</summary>
    public string UserPoolId { get; set; } = "";

    /// <summary>The region of the pool, for example <c>eu-central-1</c>.</summary>
    public string Region { get; set; } = "";

    /// <summary>The ids of the app clients whose tokens are accepted, separated by commas.</summary>
    public string ClientIds { get; set; } = "";

    /// <summary>The address of a stand-in for Cognito; null for Cognito itself.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>What the hook's messages are signed with: <c>whsec_</c> and 24 to 64 bytes in base64; null when there is no hook.</summary>
    public string? HookSecret { get; set; }

    /// <summary>Whether the pool demands a second factor of everybody, so that its tokens count as proof of one.</summary>
    public bool TrustSecondFactor { get; set; }

    /// <summary>The issuer of the pool's tokens.</summary>
    public string Issuer => ServiceUrl is { } stand
        ? $"{stand.TrimEnd('/')}/{UserPoolId}"
        : $"https://cognito-idp.{Region}.{RegionEndpoint.GetBySystemName(Region).PartitionDnsSuffix}/{UserPoolId}";

    /// <summary>The app clients, one by one.</summary>
    public string[] Clients => ClientIds.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
