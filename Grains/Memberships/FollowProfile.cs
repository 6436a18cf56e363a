using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells a membership that its user's profile has changed.</summary>
internal sealed record FollowProfile(OrganizationId Organization, UserId User, string? Name) : Message
{
    [JsonIgnore]
    public override string Receiver => $"{Organization}/{User}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Membership(Organization, User).FollowProfile(Name);
        return null;
    }
}
