namespace Tenantry.Grains;

internal sealed partial class OrganizationGrain
{
    public Task<int?> GetAuditRetentionDays() => Task.FromResult(State.Exists() ? State.AuditRetentionDays() : null);
}
