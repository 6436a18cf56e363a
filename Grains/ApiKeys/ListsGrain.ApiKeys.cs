namespace Tenantry.Grains;

internal sealed partial class ListsGrain
{
    public Task<Page<ApiKeyView>> ApiKeys(OrganizationId? organization, string? after, int limit)
        => Read<Record<ApiKeyState>, ApiKeyView>(
            $"api-key/{GrainKeys.ApiKeyOwner(organization)}", after, limit, (key, record) => record.State.View(ApiKeyId.Wrap(key), time.GetUtcNow()));
}
