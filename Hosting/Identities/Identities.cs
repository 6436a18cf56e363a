using Tenantry.Identity;

namespace Tenantry.Hosting;

/// <summary>Who callers are, and the keys that protect what is secret.</summary>
public static class Identities
{
    private const string Issuer = "Tenantry:Issuer";

    /// <summary>Adds the issuer, the authentication of callers and the ring of keys.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="keys">The folder of the ring, if the store belongs to this process alone; processes that share a store find it there.</param>
    /// <exception cref="StartRefusedException">Several processes would each be an issuer of their own.</exception>
    public static void AddIdentity(this WebApplicationBuilder builder, string? keys)
    {
        var isShared = builder.Configuration.StoreKind() != StoreKind.Sqlite;
        if (isShared && builder.Configuration[Issuer] is null)
            throw new StartRefusedException($"{Issuer} is missing; processes that share a store must name the same one, such as https://api.example.com.");

        builder.Services.AddTenantryIdentity(builder.Configuration);
        builder.Services.AddTenantrySecrets(
            builder.Configuration,
            keys is null || isShared ? null : new DirectoryInfo(keys));
    }

    /// <summary>Maps the issuer's endpoints and documents.</summary>
    public static void MapIdentity(this IEndpointRouteBuilder routes) => routes.MapTenantryIdentity();
}
