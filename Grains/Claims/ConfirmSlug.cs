using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes an organization's claim on a slug final.</summary>
internal sealed record ConfirmSlug(string Slug, OrganizationId Organization) : Message
{
    [JsonIgnore]
    public override string Receiver => GrainKeys.SlugClaimKey(Slug);

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.SlugClaim(Slug).Confirm(Organization.Value, Organization.Value);
        return null;
    }
}
