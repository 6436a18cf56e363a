using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IListsGrain
{
    /// <summary>API keys of an organization, or of the platform when it is null, in the order they were made.</summary>
    [Alias("ApiKeys"), AlwaysInterleave]
    Task<Page<ApiKeyView>> ApiKeys(OrganizationId? organization, string? after, int limit);
}
