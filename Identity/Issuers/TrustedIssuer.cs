using Microsoft.IdentityModel.JsonWebTokens;

namespace Tenantry.Identity;

/// <summary>An issuer outside, and how its tokens are read.</summary>
internal sealed class TrustedIssuer(IssuerSettings settings, IssuerKeys keys, bool isPool)
{
    // Marks of an id token (OpenID Connect Core 1.0, sections 2 and 3.1.3.6), which says who somebody is and gives access to nothing.
    private static readonly string[] IdTokenClaims = ["nonce", "at_hash", "c_hash"];

    // Marks of an access token: its type (RFC 9068, section 2.1), or what its client asked for, which some issuers call scp.
    private static readonly string[] AccessTypes = ["at+jwt", "application/at+jwt"];
    private static readonly string[] AccessClaims = ["scope", "scp", "client_id"];

    private readonly HashSet<string> _audiences = [.. settings.AllAudiences];
    private readonly HashSet<string> _clients = [.. settings.Clients];

    public string Authority => settings.Authority;

    public IssuerKeys Keys => keys;

    /// <summary>Whether it is the pool that accounts here are told to.</summary>
    public bool IsPool => isPool;

    public bool TrustsSecondFactor => settings.TrustSecondFactor;

    /// <summary>Whether the token is an access token that was made for us.</summary>
    public bool IsAccessForUs(JsonWebToken token)
        // Cognito's access tokens have no audience; the client that they were made for stands for it.
        => isPool
            ? Text(token, "token_use") == "access" && Text(token, "client_id") is { } client && _clients.Contains(client)
            : token.Audiences.Any(_audiences.Contains) && Text(token, "token_use") is null or "access"
                && !IdTokenClaims.Any(claim => Has(token, claim)) && IsMarkedAsAccess(token);

    /// <summary>Whether the token is an id token that was made for one of our clients.</summary>
    public bool IsIdForUs(JsonWebToken token)
        => token.Audiences.Any(audience => _clients.Contains(audience) || (!isPool && _audiences.Contains(audience)))
            && (isPool ? Text(token, "token_use") == "id" : Text(token, "token_use") is null or "id");

    /// <summary>Who the token is about; null when it does not say.</summary>
    public string? Subject(JsonWebToken token) => Text(token, settings.SubjectClaim) is { Length: > 0 and <= 255 } subject ? subject : null;

    public string? Email(JsonWebToken token) => Text(token, settings.EmailClaim);

    /// <summary>Whether the issuer says that the address was proven; what it does not say was not.</summary>
    public bool EmailVerified(JsonWebToken token)
        => token.TryGetPayloadValue(settings.EmailVerifiedClaim, out object? value)
            && (value is true || (value is string text && text.Equals("true", StringComparison.OrdinalIgnoreCase)));

    public string? Name(JsonWebToken token) => Text(token, settings.NameClaim);

    /// <summary>What the pool calls the user; null for another issuer's.</summary>
    public string? PoolName(JsonWebToken token) => isPool ? Text(token, "username") ?? Text(token, "cognito:username") : null;

    /// <summary>How the user proved who they are, as far as the issuer is believed.</summary>
    public IEnumerable<string> Methods(JsonWebToken token)
        => !settings.TrustSecondFactor ? []
            : isPool ? ["mfa"]
            : token.TryGetPayloadValue("amr", out string[]? methods) && methods is not null ? methods : [];

    // Either by its type, as RFC 9068 has it, or by a claim that id tokens have no use for.
    private static bool IsMarkedAsAccess(JsonWebToken token)
        => AccessTypes.Contains(token.Typ, StringComparer.OrdinalIgnoreCase) || Text(token, "token_use") == "access"
            || AccessClaims.Any(claim => Has(token, claim));

    private static bool Has(JsonWebToken token, string claim) => token.TryGetPayloadValue<object>(claim, out _);

    private static string? Text(JsonWebToken token, string claim)
        => token.TryGetPayloadValue(claim, out object? value) ? value as string : null;
}
