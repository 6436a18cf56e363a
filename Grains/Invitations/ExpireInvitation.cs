using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells an organization that the time of an invitation is over.</summary>
internal sealed record ExpireInvitation(OrganizationId Organization, InvitationId Invitation, long Order) : Message
{
    [JsonIgnore]
    public override string Receiver => Organization.Value;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Organization(Organization).ExpireInvitation(Invitation, Order);
        return null;
    }
}
