namespace Tenantry.Grains;

internal sealed partial class ListsGrain
{
    public Task<Page<InvitationView>> Invitations(OrganizationId organization, string? after, int limit)
        => Read<Record<InvitationState>, InvitationView>(
            $"invitation/{TypedId.Key(organization)}", after, limit,
            (key, record) => record.State.Details?.View(InvitationId.Wrap(key), record.Revision));
}
