using System.Collections.Immutable;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Tenantry.Identity;

/// <summary>Sets up OpenIddict: it speaks the protocol of the token endpoint, everything it decides is in the handlers beside this file.</summary>
internal static class TokenServer
{
    public const string Path = "/oauth/token";
    public const string OperatorScope = "operator";

    /// <summary>How a client can prove who it is: not at all, or by its secret.</summary>
    public static readonly ImmutableArray<string> AuthenticationMethods =
        [ClientAuthenticationMethods.None, ClientAuthenticationMethods.ClientSecretBasic, ClientAuthenticationMethods.ClientSecretPost];

    public static void AddTokenServer(this IServiceCollection services)
    {
        services.AddOpenIddict().AddServer(server =>
        {
            // Clients, tokens and scopes are not in a database of OpenIddict's: sessions are grains.
            server.EnableDegradedMode().AcceptAnonymousClients();
            server.SetTokenEndpointUris(Path[1..]).AllowRefreshTokenFlow().AllowClientCredentialsFlow();
            server.RegisterScopes(OperatorScope);
            server.DisableAccessTokenEncryption();
            server.SetAccessTokenLifetime(IdentitySettings.AccessTokenLifetime);
            // Never used, only required: TokenProtection puts the keys of the ring in their place.
            server.AddEphemeralSigningKey(Algorithms.EcdsaSha256).AddEphemeralEncryptionKey();

            // The server may stand behind a proxy that ends TLS, and on localhost nobody needs it.
            server.UseAspNetCore().DisableTransportSecurityRequirement().SuppressJsonResponseIndentation().SetRealm("tenantry");

            TokenRequests.AddTo(server);
            TokenResponses.AddTo(server);
            TokenProtection.AddTo(server);
            Revocation.AddTo(server);
            server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseScopedHandler<PasswordGrant>());
            server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseScopedHandler<RefreshGrant>());
            server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseSingletonHandler<ClientCredentialsGrant>());
        });

        services.AddSingleton<IPostConfigureOptions<OpenIddictServerOptions>, Adjustments>();
        services.Replace(ServiceDescriptor.Scoped<IOpenIddictServerFactory, QuietTransactions>());
        KeepOutOfEveryRequest(services);
    }

    /// <summary>
    /// OpenIddict registers an authentication scheme that looks at every request of the process, which would cost an API call
    /// more than all the rest of it. Without the scheme, it sees those that <see cref="TokenEndpoint"/> hands over.
    /// </summary>
    private static void KeepOutOfEveryRequest(IServiceCollection services)
    {
        var scheme = services.Single(service
            => service.ServiceType == typeof(IConfigureOptions<AuthenticationOptions>)
            && service.ImplementationType == typeof(OpenIddictServerAspNetCoreConfiguration));
        services.Remove(scheme);
    }

    private sealed class Adjustments(IOptions<IdentitySettings> settings) : IPostConfigureOptions<OpenIddictServerOptions>
    {
        public void PostConfigure(string? name, OpenIddictServerOptions options)
        {
            if (settings.Value.PasswordGrant)
                options.GrantTypes.Add(GrantTypes.Password);
            options.RefreshTokenLifetime = settings.Value.RefreshTokenLifetime;

            // There is no OpenID Connect provider here, and every log-in gets a refresh token.
            options.ClientAuthenticationMethods.Clear();
            options.ClientAuthenticationMethods.UnionWith(AuthenticationMethods);
            options.Scopes.IntersectWith([OperatorScope]);
        }
    }

    /// <summary>OpenIddict logs tokens and claims at Trace, and user names at Information; whatever the log levels, none of it is wanted.</summary>
    private sealed class QuietTransactions(IOptionsMonitor<OpenIddictServerOptions> options) : IOpenIddictServerFactory
    {
        public ValueTask<OpenIddictServerTransaction> CreateTransactionAsync() => new(new OpenIddictServerTransaction
        {
            Logger = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            Options = options.CurrentValue,
        });
    }
}
