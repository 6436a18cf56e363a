namespace Tenantry.Grains.Interfaces;

/// <summary>The ways to a token that a client can be allowed, as RFC 6749 calls them.</summary>
public static class ClientGrants
{
    public const string Password = "password";
    public const string RefreshToken = "refresh_token";

    /// <summary>For confidential clients only.</summary>
    public const string ClientCredentials = "client_credentials";
}
