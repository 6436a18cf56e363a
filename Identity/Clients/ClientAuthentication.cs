using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Tenantry.Grains.Interfaces;
using static OpenIddict.Server.OpenIddictServerEvents;
using Errors = OpenIddict.Abstractions.OpenIddictConstants.Errors;

namespace Tenantry.Identity;

/// <summary>
/// RFC 6749 section 3.2.1: which client asks for a token, whether it is who it says, and whether it may ask like this. A client is
/// registered, or an API key that is its own client, or the provider's own, which says nothing.
/// </summary>
internal sealed class ClientAuthentication(IGrainFactory grains, IOptions<IdentitySettings> settings)
    : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    // The code of RFC 8707 section 2.
    private const string InvalidTarget = "invalid_target";

    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var request = context.Request;
        if (await Find(request) is not { } client)
        {
            context.Reject(Errors.InvalidClient, "The client is not known, or its secret is wrong.");
            return;
        }

        if (!client.Grants.Contains(request.GrantType!))
        {
            context.Reject(Errors.UnauthorizedClient, "The client may not get tokens by this grant.");
            return;
        }

        if (!MayHave(client, context))
        {
            context.Reject(Errors.InvalidScope, "The scope is unknown, or exceeds what can be granted.");
            return;
        }

        if (client.Chosen(Resources(request)) is null || (request.HasScope(TokenServer.OperatorScope) && !Resources(request).IsEmpty))
        {
            context.Reject(InvalidTarget, "The resource is not one that the client may ask for.");
            return;
        }

        TokenClient.Remember(context.Transaction, client);
    }

    /// <summary>The resources that a request names.</summary>
    public static ImmutableArray<string> Resources(OpenIddictRequest request)
        => request.GetParameter("resource") is { } parameter ? [.. ((ImmutableArray<string?>?)parameter ?? []).OfType<string>()] : [];

    private async Task<TokenClient?> Find(OpenIddictRequest request)
    {
        if (string.IsNullOrEmpty(request.ClientId))
            return settings.Value.RequireClient || request.ClientSecret is not null ? null : TokenClient.FirstParty;
        if (ApiKeyId.TryParse(request.ClientId, null, out var key))
            return await FindKey(key, request.ClientSecret);
        if (!ClientId.TryParse(request.ClientId, null, out var id))
            return null;

        string? hash = null;
        if (request.ClientSecret is { Length: > 0 } text)
        {
            if (!ClientSecretText.TryParse(text, out var secret) || secret.Id != id)
                return null;
            hash = secret.Hash;
        }

        return await grains.Clients().Admit(id, hash) is { } client
            ? new() { Id = id, Grants = client.Grants, Audiences = client.Audiences }
            : null;
    }

    private async Task<TokenClient?> FindKey(ApiKeyId id, string? secret)
    {
        if (!ApiKeyText.TryParse(secret, out var key) || key.Id != id
            || await grains.ApiKey(key.Organization, id).Admit(key.Hash) is not { } admitted)
            return null;

        return new()
        {
            Key = new KeyHolder(key.Organization, id, admitted.Generation, admitted.Scopes),
            Grants = [ClientGrants.ClientCredentials],
            Audiences = [Audiences.Tenantry],
        };
    }

    // RefreshGrant compares with what was granted at log-in. Where operators cannot log in, their scope is like any that there is not.
    private static bool MayHave(TokenClient client, ValidateTokenRequestContext context)
        => context.Request.GetScopes().All(scope => client.Key is { } key ? key.Scopes.Contains(scope)
            : scope == TokenServer.OperatorScope && !context.Request.IsClientCredentialsGrantType() && TokenRequests.IsInternal(context.Transaction));
}
