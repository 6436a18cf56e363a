using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IListsGrain
{
    /// <summary>Invitations of an organization in the order they were made.</summary>
    [Alias("Invitations"), AlwaysInterleave]
    Task<Page<InvitationView>> Invitations(OrganizationId organization, string? after, int limit);
}
