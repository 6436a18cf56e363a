using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tenantry.Persistence;

public static partial class TenantryPersistence
{
    /// <summary>Records in a table of DynamoDB, which <see cref="IPreparedStore.Prepare"/> looks for or makes.</summary>
    public static IServiceCollection AddDynamoDbRecordStore(this IServiceCollection services, DynamoDbSettings settings)
        => services.AddSingleton<IRecordStore>(provider =>
            new DynamoDbRecordStore(settings, provider.GetRequiredService<ILogger<DynamoDbRecordStore>>()));
}
