using Tenantry.Identity;

namespace Tenantry.Hosting;

/// <summary>Who callers are, and the keys that protect what is secret.</summary>
public static class Identities
{
    /// <summary>Adds the issuer, the authentication of callers and the ring of keys.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="keys">The folder of the ring, if the store belongs to this process alone; processes that share a store find it there.</param>
    public static void AddIdentity(this WebApplicationBuilder builder, string? keys)
    {
        builder.Services.AddTenantryIdentity(builder.Configuration);
        builder.Services.AddTenantrySecrets(
            builder.Configuration,
            keys is not null && builder.Configuration.StoreKind() == StoreKind.Sqlite ? new DirectoryInfo(keys) : null);
    }

    /// <summary>Maps the issuer's endpoints and documents.</summary>
    public static void MapIdentity(this IEndpointRouteBuilder routes) => routes.MapTenantryIdentity();
}
