namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<OrganizationView>> Run(UpdateOrganization update)
    {
        var organization = grains.Organization(update.Organization);
        var wish = await organization.Update(update.Changes, update.IfRevision, update.Actor);
        return wish.Succeeded ? await organization.Decided(wish.Value, SettleTimeout) : wish.Error;
    }

    private async Task<Result<OrganizationView>> Run(SetExternalId set)
    {
        var organization = grains.Organization(set.Organization);
        var wish = await organization.SetExternalId(set.ExternalId, set.Actor);
        return wish.Succeeded ? await organization.Decided(wish.Value, SettleTimeout) : wish.Error;
    }
}
