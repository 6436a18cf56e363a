using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Gives a member other roles, or disables or enables them.</summary>
internal sealed record SetMemberRoles(OrganizationId Organization, UserId User, RoleSet Given, long Order) : Message, IMemberDecision
{
    [JsonIgnore]
    public override string Receiver => $"{Organization}/{User}";

    [JsonIgnore]
    public RoleSet? Roles => Given;

    public bool Disabled { get; init; }

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Membership(Organization, User).SetRoles(Given, Disabled, Order);
        return null;
    }
}
