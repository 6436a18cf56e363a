using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>
/// Authenticates servers: by an API key itself, or by a token that was got with one. Each request asks the key, so that what is
/// revoked, expired or allowed less holds from the next one.
/// </summary>
internal sealed class ApiKeys(IGrainFactory grains)
{
    public const string OrganizationClaim = "org";
    public const string GenerationClaim = "key_gen";

    private const string ScopeClaim = "scope";
    private const string RequestsPerMinuteClaim = "requests_per_minute";
    private static readonly AuthenticateResult Invalid = AuthenticateResult.Fail("The API key is not valid.");

    /// <summary>Whether a bearer token is meant to be an API key; a token of ours has dots and no underscore there.</summary>
    public static bool IsMeant(ReadOnlySpan<char> token) => token.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal);

    /// <summary>Whose key it is, or a failure.</summary>
    public ValueTask<AuthenticateResult> Verify(ReadOnlySpan<char> text)
        => ApiKeyText.TryParse(text, out var key) ? Verify(key) : new(Invalid);

    /// <summary>Whose token it is, or a failure.</summary>
    public async ValueTask<AuthenticateResult> Verify(KeyHolder holder)
        => await grains.ApiKey(holder.Organization, holder.Id).AdmitToken(holder.Generation) is { } admitted
            ? Success(holder.Organization, holder.Id, [.. admitted.Scopes.Intersect(holder.Scopes)], admitted.RequestsPerMinute)
            : Invalid;

    private async ValueTask<AuthenticateResult> Verify(ApiKeyText key)
        => await grains.ApiKey(key.Organization, key.Id).Admit(key.Hash) is { } admitted
            ? Success(key.Organization, key.Id, admitted.Scopes, admitted.RequestsPerMinute)
            : Invalid;

    private static AuthenticateResult Success(OrganizationId? organization, ApiKeyId id, ImmutableArray<string> scopes, int? requestsPerMinute)
    {
        var identity = new ClaimsIdentity(BearerHandler.Scheme, JwtRegisteredClaimNames.Sub, roleType: "role");
        identity.AddClaim(new Claim(JwtRegisteredClaimNames.Sub, id.Value));
        identity.AddClaim(new Claim(ScopeClaim, string.Join(' ', scopes)));
        if (organization is { } owner)
            identity.AddClaim(new Claim(OrganizationClaim, owner.Value));
        if (requestsPerMinute is { } number)
            identity.AddClaim(new Claim(RequestsPerMinuteClaim, number.ToString(CultureInfo.InvariantCulture)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), BearerHandler.Scheme));
    }
}

/// <summary>What a token says that was got with an API key.</summary>
/// <param name="Organization">The organization whose key it is; null for a key of the platform.</param>
/// <param name="Id">The key.</param>
/// <param name="Generation">Which text of the key it was got with.</param>
/// <param name="Scopes">What the token is for, at most; the key may be allowed less by now.</param>
internal sealed record KeyHolder(OrganizationId? Organization, ApiKeyId Id, int Generation, ImmutableArray<string> Scopes)
{
    /// <summary>Reads the holder of a token; null when it is no key's.</summary>
    public static KeyHolder? Of(JsonWebToken token)
    {
        if (!ApiKeyId.TryParse(token.Subject, null, out var id) || !token.TryGetPayloadValue(ApiKeys.GenerationClaim, out int generation))
            return null;

        OrganizationId? organization = null;
        if (token.TryGetPayloadValue(ApiKeys.OrganizationClaim, out string? text))
        {
            if (!OrganizationId.TryParse(text, null, out var owner))
                return null;
            organization = owner;
        }

        var scope = token.TryGetPayloadValue("scope", out string? scopes) ? scopes! : "";
        return new(organization, id, generation, [.. scope.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
    }
}
