using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells a user's memberships that the profile has changed. One message for all: a user has at most a hundred.</summary>
internal sealed record FollowProfile(ImmutableArray<OrganizationId> Organizations, UserId User, string? Name, string? Email = null) : Message
{
    [JsonIgnore]
    public override string Receiver => $"profile/{User}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await Task.WhenAll(Organizations.Select(organization => grains.Membership(organization, User).FollowProfile(Name, Email)));
        return null;
    }
}
