using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>Checks tokens of issuers outside, and whose account here they stand for.</summary>
internal sealed class ExternalTokens(TrustedIssuers issuers, AccountStanding standing, IGrainFactory grains, TimeProvider time)
{
    public const int MaxLength = 8192;

    private const int CacheCapacity = 50_000;

    private static readonly TimeSpan VerifyAgainAfter = TimeSpan.FromMinutes(5);
    private static readonly string[] Types = ["JWT", "at+jwt", "application/at+jwt"];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };
    private readonly VerifiedTokens _verified = new(CacheCapacity);

    /// <summary>Whether there are any such issuers.</summary>
    public bool Any => issuers.Any;

    /// <summary>The answer to a token that was verified before, if it still holds; null to look at it.</summary>
    public async ValueTask<AuthenticateResult?> Remembered(TokenHash hash)
        => _verified.TryGet(hash, out var token) && time.GetUtcNow().Ticks < token.GoodUntil
            && token.Keys is IssuerDocument document && ReferenceEquals(document, issuers.Find(document.Issuer)?.Keys.Known)
            && await standing.IsGood(token.Holder)
                ? token.Result
                : null;

    /// <summary>Who the access token stands for; a failure otherwise, <see cref="UnlinkedIdentity"/> when only the account is missing.</summary>
    public async ValueTask<AuthenticateResult> Verify(JsonWebToken token, TokenHash hash, AuthenticateResult invalid)
    {
        if (issuers.Find(token.Issuer) is not { } issuer || !issuer.IsAccessForUs(token) || issuer.Subject(token) is not { } subject)
            return invalid;
        if (await Check(issuer, token) is not { } document)
            return invalid;

        var identity = Describe(issuer, document.Issuer, token, subject);
        if (await grains.IdentityLink(identity.Issuer, subject).Get() is not { } link)
            return AuthenticateResult.Fail(new UnlinkedIdentity(identity));

        var holder = new TokenHolder(link.User, null, null, IssuedAt(token)) { LinkedAt = link.LinkedAt };
        // Each new token tells the account: one in daily use must not yield its address to whoever proves it. A disabled account stays
        // closed to its owner; one that is no more, or that cut the link, makes room for a new one.
        if (!await standing.IsGood(holder) || !await grains.User(link.User).Use())
            return await grains.User(link.User).Honours(link.LinkedAt) ? invalid : AuthenticateResult.Fail(new UnlinkedIdentity(identity));

        var claims = issuer.Methods(token).Select(method => new Claim("amr", method)).Prepend(new Claim("sub", link.User.Value));
        var result = AuthenticateResult.Success(new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity(claims, BearerHandler.Scheme, "sub", "role")), BearerHandler.Scheme));
        _verified.Add(hash, new VerifiedToken(result, holder, GoodUntil(token), document));
        return result;
    }

    /// <summary>Reads an id token of this issuer and subject; null when it is none, or not good.</summary>
    public async Task<ExternalIdentity?> ReadIdToken(string text, string issuerName, string subject)
    {
        if (text.Length > MaxLength || AccessTokens.Read(text) is not { } token || issuers.Find(token.Issuer) is not { } issuer)
            return null;
        return issuer.IsIdForUs(token) && issuer.Subject(token) == subject
            && await Check(issuer, token) is { } document && document.Issuer == issuerName
                ? Describe(issuer, document.Issuer, token, subject)
                : null;
    }

    // The key decides which algorithms are possible, not the token: so no public key becomes a password.
    private async ValueTask<IssuerDocument?> Check(TrustedIssuer issuer, JsonWebToken token)
    {
        if (token.Kid is not { Length: > 0 } kid || Algorithms.Of(token.Alg) is not { } type || !HasGoodType(token))
            return null;
        var (document, key) = await issuer.Keys.Find(kid);
        if (key is not JsonWebKey published || !type.Fits(published, token.Alg))
            return null;

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = [token.Alg],
            ValidIssuer = document.Issuer,
            // Which audience is meant depends on the issuer and the kind of token; it was checked before.
            ValidateAudience = false,
            LifetimeValidator = IsCurrent,
        });
        return result.IsValid ? document : null;
    }

    private static ExternalIdentity Describe(TrustedIssuer issuer, string name, JsonWebToken token, string subject) => new()
    {
        Issuer = name,
        Subject = subject,
        Email = issuer.Email(token),
        EmailVerified = issuer.EmailVerified(token),
        Name = issuer.Name(token),
        PoolName = issuer.PoolName(token),
    };

    private static bool HasGoodType(JsonWebToken token)
        => string.IsNullOrEmpty(token.Typ) || Types.Contains(token.Typ, StringComparer.OrdinalIgnoreCase);

    private static DateTimeOffset IssuedAt(JsonWebToken token) => new(token.IssuedAt, TimeSpan.Zero);

    private long GoodUntil(JsonWebToken token)
        => Math.Min((token.ValidTo + IdentitySettings.ClockSkew).Ticks, (time.GetUtcNow() + VerifyAgainAfter).Ticks);

    // Standing goes by when the token was issued, so a token that does not say is as bad as one that comes from the future.
    private bool IsCurrent(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var issued = ((JsonWebToken)token).IssuedAt;
        return expires is { } end && now < end + IdentitySettings.ClockSkew
            && (notBefore is not { } begin || begin - IdentitySettings.ClockSkew <= now)
            && issued > DateTime.UnixEpoch && issued - IdentitySettings.ClockSkew <= now;
    }

    /// <summary>The algorithms that are accepted, each for one type of key.</summary>
    private sealed record Algorithms(string KeyType, string? Curve)
    {
        private const int ShortestRsaKey = 2048;

        private static readonly Algorithms Rsa = new(JsonWebAlgorithmsKeyTypes.RSA, null);
        private static readonly Algorithms P256 = new(JsonWebAlgorithmsKeyTypes.EllipticCurve, JsonWebKeyECTypes.P256);

        public static Algorithms? Of(string? algorithm) => algorithm switch
        {
            SecurityAlgorithms.RsaSha256 or SecurityAlgorithms.RsaSsaPssSha256 => Rsa,
            SecurityAlgorithms.EcdsaSha256 => P256,
            _ => null,
        };

        public bool Fits(JsonWebKey key, string algorithm)
            => key.Kty == KeyType && (Curve is null ? key.KeySize >= ShortestRsaKey : key.Crv == Curve)
                && (string.IsNullOrEmpty(key.Alg) || key.Alg == algorithm);
    }
}

/// <summary>The token is good, but there is no account here for who it is about.</summary>
internal sealed class UnlinkedIdentity(ExternalIdentity identity) : Exception("No account here belongs to the token.")
{
    public ExternalIdentity Identity => identity;

    /// <summary>Who it is, for the one endpoint that makes an account. Their subject must not look like one of ours.</summary>
    public ClaimsPrincipal Principal => new(new ClaimsIdentity(
        new (string Type, string? Value)[]
        {
            (IExternalIdentities.IssuerClaim, identity.Issuer),
            (IExternalIdentities.SubjectClaim, identity.Subject),
            (ExternalClaims.Email, identity.Email),
            (ExternalClaims.EmailVerified, identity.EmailVerified ? "true" : null),
            (ExternalClaims.Name, identity.Name),
            (ExternalClaims.PoolName, identity.PoolName),
        }.Where(claim => claim.Value is not null).Select(claim => new Claim(claim.Type, claim.Value!)),
        IExternalIdentities.SessionScheme));
}
