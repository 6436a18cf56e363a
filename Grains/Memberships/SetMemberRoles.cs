using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Gives a member other roles.</summary>
internal sealed record SetMemberRoles(OrganizationId Organization, UserId User, RoleSet Given, long Order) : Message, IMemberDecision
{
    [JsonIgnore]
    public override string Receiver => $"{Organization}/{User}";

    [JsonIgnore]
    public RoleSet? Roles => Given;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Membership(Organization, User).SetRoles(Given, Order);
        return null;
    }
}
