using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells an organization's access policy its terms.</summary>
internal sealed record FollowTerms(OrganizationId Organization, OrganizationTerms Terms) : Message
{
    [JsonIgnore]
    public override string Receiver => $"access/{Organization}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.AccessPolicy(Organization).Follow(Terms);
        return null;
    }
}
