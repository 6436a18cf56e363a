using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>The doors of this room.</summary>
public static class TenantryIdentity
{
    /// <summary>
    /// Registers the embedded issuer, the authentication scheme <c>Bearer</c> as the default, <see cref="IPasswords"/>,
    /// <see cref="ILogSigner"/> and <see cref="KeyRing"/>. Needs <see cref="IRecordStore"/> and an <see cref="IGrainFactory"/>. Wrong settings stop the start
    /// with an <see cref="OptionsValidationException"/>.
    /// </summary>
    public static IServiceCollection AddTenantryIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<IdentitySettings>, IdentitySettingsRules>();
        services.AddOptions<IdentitySettings>()
            .Bind(configuration.GetSection(IdentitySettings.Section))
            .Configure(settings => settings.Issuer = configuration[IdentitySettings.IssuerKey])
            .ValidateOnStart();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Issuer>();
        services.AddSingleton(provider => new KeyRing(
            provider.GetRequiredService<IRecordStore>(),
            provider.GetRequiredService<ISecrets>(),
            provider.GetRequiredService<IOptions<IdentitySettings>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<KeyRing>>()));

        services.AddSingleton<IPasswords, Passwords>();
        services.AddSingleton<LogInLimits>();
        services.AddSingleton<LogIn>();
        services.TryAddSingleton<IInternalPort, AnyPort>();
        services.AddTokenServer();

        services.AddExternalIdentities(configuration);
        services.AddSingleton<AccountStanding>();
        services.AddSingleton<AccessTokens>();
        services.TryAddSingleton<ISecrets, Secrets>();
        services.AddSingleton<LogKeys>();
        services.AddSingleton<ILogSigner>(provider => provider.GetRequiredService<LogKeys>());
        services.AddSingleton<ApiKeys>();
        services.AddTransient<BearerHandler>();
        services.AddTransient<SessionHandler>();
        services.AddAuthentication(options =>
        {
            options.DefaultScheme = BearerHandler.Scheme;
            options.AddScheme<BearerHandler>(BearerHandler.Scheme, displayName: null);
            options.AddScheme<SessionHandler>(IExternalIdentities.SessionScheme, displayName: null);
        });
        return services;
    }

    private static void AddExternalIdentities(this IServiceCollection services, IConfiguration configuration)
    {
        var usesPool = configuration[IdentitySettings.Section] == CognitoSettings.Provider;
        services.AddSingleton<IValidateOptions<CognitoSettings>>(new CognitoSettingsRules(configuration));
        services.AddOptions<CognitoSettings>()
            .Bind(configuration.GetSection(CognitoSettings.Section))
            .Configure(settings => settings.IsUsed = usesPool)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<IssuerList>>(provider => new IssuerSettingsRules(provider.GetRequiredService<IHostEnvironment>(), configuration));
        services.AddOptions<IssuerList>().Configure(list => list.Issuers = IssuerSettings.ReadAll(configuration)).ValidateOnStart();

        services.AddSingleton<TrustedIssuers>();
        services.AddSingleton<ExternalTokens>();
        services.AddSingleton<CognitoClient>();
        services.AddSingleton<IExternalIdentities, ExternalIdentities>();
        if (usesPool)
            services.AddSingleton<IUserPool, CognitoUserPool>();
    }

    /// <summary>Maps <c>/oauth/token</c>, <c>/oauth/revoke</c> and the documents under <c>/.well-known</c>.</summary>
    public static IEndpointRouteBuilder MapTenantryIdentity(this IEndpointRouteBuilder endpoints)
    {
        // Every method: a GET gets the token endpoint's own error.
        endpoints.Map(TokenServer.Path, TokenEndpoint.Handle)
            .AllowAnonymous()
            .ExcludeFromDescription()
            .WithMetadata(new BodyLimit());

        endpoints.Map(Revocation.Path, TokenEndpoint.Handle)
            .AllowAnonymous()
            .ExcludeFromDescription()
            .WithMetadata(new BodyLimit());

        foreach (var path in (string[])["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"])
        {
            endpoints.MapGet(path, (HttpResponse response, Issuer issuer, IOptions<IdentitySettings> settings, IInternalPort port) =>
                Document(response, ServerMetadata.Of(issuer, settings.Value, port.Serves(response.HttpContext.Connection.LocalPort)), IdentityJson.Default.ServerMetadata))
                .AllowAnonymous()
                .ExcludeFromDescription();
        }

        endpoints.MapGet(KeyDocument.Path, async (HttpResponse response, KeyRing keys, TimeProvider time) =>
            Document(response, KeyDocument.Of(await keys.Current(), time.GetUtcNow()), IdentityJson.Default.KeyDocument))
            .AllowAnonymous()
            .ExcludeFromDescription();

        endpoints.MapGet(KeyDocument.LogKeysPath, async (HttpResponse response, LogKeys keys) =>
            Document(response, KeyDocument.Of(await keys.All()), IdentityJson.Default.KeyDocument))
            .AllowAnonymous()
            .ExcludeFromDescription();

        return endpoints;
    }

    private static JsonHttpResult<T> Document<T>(HttpResponse response, T document, JsonTypeInfo<T> type)
    {
        response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Json(document, type);
    }

    private sealed record BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => TokenEndpoint.MaxBodySize;
    }
}
