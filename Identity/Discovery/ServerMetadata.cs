using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Identity;

/// <summary>Describes the authorization server (RFC 8414 section 2).</summary>
internal sealed record ServerMetadata
{
    public required string Issuer { get; init; }

    public required string TokenEndpoint { get; init; }

    /// <summary>RFC 7009.</summary>
    public required string RevocationEndpoint { get; init; }

    public required string JwksUri { get; init; }

    public required ImmutableArray<string> ScopesSupported { get; init; }

    /// <summary>Required by the RFC, and empty: there is no authorization endpoint yet.</summary>
    public ImmutableArray<string> ResponseTypesSupported { get; init; } = [];

    public required ImmutableArray<string> GrantTypesSupported { get; init; }

    public ImmutableArray<string> TokenEndpointAuthMethodsSupported { get; init; } = TokenServer.AuthenticationMethods;

    public ImmutableArray<string> RevocationEndpointAuthMethodsSupported { get; init; } = ["none"];

    /// <summary>The description, as it is given on one port.</summary>
    /// <param name="issuer">The issuer.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="isInternal">Whether operators can log in on that port.</param>
    public static ServerMetadata Of(Issuer issuer, IdentitySettings settings, bool isInternal) => new()
    {
        Issuer = issuer.Value,
        TokenEndpoint = issuer.Value + TokenServer.Path,
        RevocationEndpoint = issuer.Value + Revocation.Path,
        JwksUri = issuer.Value + KeyDocument.Path,
        ScopesSupported = isInternal ? [TokenServer.OperatorScope] : [],
        GrantTypesSupported = settings.PasswordGrant ? ["password", "refresh_token", "client_credentials"] : ["refresh_token", "client_credentials"],
    };
}

/// <summary>The public keys (RFC 7517 section 5), the oldest first.</summary>
internal sealed record KeyDocument(ImmutableArray<PublicKey> Keys)
{
    public const string Path = "/.well-known/jwks.json";

    /// <summary>The keys that signed logs, all that ever were.</summary>
    public const string LogKeysPath = "/.well-known/tenantry-log-keys.json";

    public static KeyDocument Of(ImmutableArray<LogKeyRecord> keys) => new([.. keys.Select(key => new PublicKey(key.Kid, key.X, key.Y))]);

    public static KeyDocument Of(KeySet keys, DateTimeOffset now)
        => new([.. keys.Published(now).Select(key => new PublicKey(key.Kid, key.X, key.Y))]);
}

/// <summary>One public key (RFC 7518 section 6.2).</summary>
internal sealed record PublicKey(string Kid, string X, string Y)
{
    public string Kty { get; init; } = "EC";

    public string Crv { get; init; } = "P-256";

    public string Use { get; init; } = "sig";

    public string Alg { get; init; } = "ES256";
}

/// <summary>An error of the token endpoint (RFC 6749 section 5.2).</summary>
internal sealed record TokenError(string Error, string ErrorDescription);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ServerMetadata))]
[JsonSerializable(typeof(KeyDocument))]
[JsonSerializable(typeof(TokenError))]
internal sealed partial class IdentityJson : JsonSerializerContext;
