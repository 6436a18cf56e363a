using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes a user a member of an organization.</summary>
internal sealed record MakeMember(OrganizationId Organization, UserId User, NewMember Member, long Order) : Message, IMemberDecision
{
    [JsonIgnore]
    public override string Receiver => $"{Organization}/{User}";

    [JsonIgnore]
    public RoleSet? Roles => Member.Roles;

    [JsonIgnore]
    public bool Disabled => false;

    public override async Task<Error?> Deliver(IGrainFactory grains)
        => (await grains.Membership(Organization, User).Create(Member, Order)).Error;
}
