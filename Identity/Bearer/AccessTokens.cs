using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>Checks access tokens: JWTs of our own issuer as RFC 9068 profiles them, signed with ES256, good for one audience.</summary>
internal sealed class AccessTokens(KeyRing keys, Issuer issuer, AccountStanding standing, ApiKeys apiKeys, ExternalTokens external, TimeProvider time)
{
    private const int MaxLength = 4096;
    private const int CacheCapacity = 50_000;

    private static readonly TimeSpan VerifyAgainAfter = TimeSpan.FromMinutes(5);
    private static readonly string[] Algorithms = [SecurityAlgorithms.EcdsaSha256];
    private static readonly string[] Types = ["at+jwt", "application/at+jwt"];
    private static readonly string[] OwnAudiences = [Audiences.Tenantry, Audiences.Operators];
    private static readonly AuthenticateResult Invalid = AuthenticateResult.Fail("The access token is not valid.");

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };
    private readonly VerifiedTokens _verified = new(CacheCapacity);

    /// <summary>Who the token stands for, or a failure.</summary>
    public ValueTask<AuthenticateResult> Verify(ReadOnlySpan<char> token)
    {
        if (token.Length == 0 || token.Length > (external.Any ? ExternalTokens.MaxLength : MaxLength))
            return new(Invalid);

        var hash = TokenHash.Of(token);
        if (_verified.TryGet(hash, out var verified) && verified.Keys == keys.Known && time.GetUtcNow().Ticks < verified.GoodUntil)
            return Standing(verified);

        return VerifyInFull(token.ToString(), hash);
    }

    private async ValueTask<AuthenticateResult> VerifyInFull(string text, TokenHash hash)
    {
        if (external.Any && await external.Remembered(hash) is { } remembered)
            return remembered;
        if (Read(text) is not { } token)
            return Invalid;
        if (external.Any && token.Issuer != issuer.Value)
            return await external.Verify(token, hash, Invalid);
        if (token.Kid is not { Length: > 0 } kid || token.Alg != SecurityAlgorithms.EcdsaSha256)
            return Invalid;
        if (await keys.Find(kid) is not { } key)
            return Invalid;

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key.Verification,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = Algorithms,
            ValidTypes = Types,
            ValidIssuer = issuer.Value,
            ValidAudiences = OwnAudiences,
            LifetimeValidator = IsCurrent,
        });
        if (!result.IsValid || Holder(token) is not { } holder)
            return Invalid;

        var identity = new ClaimsIdentity(
            token.Claims.Select(claim => new Claim(claim.Type, claim.Value)), BearerHandler.Scheme, JwtRegisteredClaimNames.Sub, roleType: "role");
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), BearerHandler.Scheme);
        var verified = new VerifiedToken(AuthenticateResult.Success(ticket), holder, GoodUntil(token), keys.Known!);
        _verified.Add(hash, verified);
        return await Standing(verified);
    }

    private async ValueTask<AuthenticateResult> Standing(VerifiedToken token)
        => token.Holder.Key is { } key ? await apiKeys.Verify(key)
            : token.Holder.Operator is { } id ? await Standing(token, id)
            : await standing.IsGood(token.Holder) ? token.Result
            : Invalid;

    // An operator's role is the account's, of this request. The result of the token is shared, so it goes into a copy.
    private async ValueTask<AuthenticateResult> Standing(VerifiedToken token, OperatorId id)
    {
        if (await standing.RoleOf(id, token.Holder) is not { } role)
            return Invalid;

        var identity = token.Result.Principal!.Identities.Single().Clone();
        identity.AddClaim(new Claim(identity.RoleClaimType, role.Name()));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), BearerHandler.Scheme));
    }

    /// <summary>The token without any check; null when it is none.</summary>
    public static JsonWebToken? Read(string text)
    {
        try
        {
            return new JsonWebToken(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // An audience and the kind of its subject belong together: a user's token never passes for an operator's, and one that was made
    // for somebody else's API alone passes for nothing here.
    private static TokenHolder? Holder(JsonWebToken token)
    {
        var audiences = token.Audiences.ToArray();
        if (audiences is [Audiences.Tenantry] && KeyHolder.Of(token) is { } key)
            return TokenHolder.Of(key);

        var subject = audiences is [Audiences.Operators] && OperatorId.TryParse(token.Subject, null, out var @operator) ? @operator.Value
            : audiences.Contains(Audiences.Tenantry) && !audiences.Contains(Audiences.Operators) && UserId.TryParse(token.Subject, null, out var user) ? user.Value
            : null;
        return subject is not null && token.TryGetPayloadValue(Session.IdClaim, out string? sid) && SessionId.TryParse(sid, null, out var session)
            ? TokenHolder.Of(subject, session)
            : null;
    }

    // Not even a token that somebody made with a stolen key, good for years, outlives that key's retirement by this memory.
    private long GoodUntil(JsonWebToken token)
        => Math.Min((token.ValidTo + IdentitySettings.ClockSkew).Ticks, (time.GetUtcNow() + VerifyAgainAfter).Ticks);

    private bool IsCurrent(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + IdentitySettings.ClockSkew
            && (notBefore is not { } begin || begin - IdentitySettings.ClockSkew <= now);
    }
}
