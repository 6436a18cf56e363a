using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells a user that they do not belong to an organization any more.</summary>
internal sealed record LeaveOrganization(UserId User, OrganizationId Organization) : Message
{
    [JsonIgnore]
    public override string Receiver => User.Value;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.User(User).Leave(Organization);
        return null;
    }
}
