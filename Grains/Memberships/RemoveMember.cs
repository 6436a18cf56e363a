using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Ends a membership.</summary>
internal sealed record RemoveMember(OrganizationId Organization, UserId User, long Order) : Message, IMemberDecision
{
    [JsonIgnore]
    public override string Receiver => $"{Organization}/{User}";

    [JsonIgnore]
    public RoleSet? Roles => null;

    [JsonIgnore]
    public bool Disabled => false;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Membership(Organization, User).Remove(Order);
        return null;
    }
}
