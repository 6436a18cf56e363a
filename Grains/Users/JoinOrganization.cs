using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells a user that they belong to an organization now.</summary>
internal sealed record JoinOrganization(UserId User, OrganizationId Organization) : Message
{
    [JsonIgnore]
    public override string Receiver => User.Value;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.User(User).Join(Organization);
        return null;
    }
}
