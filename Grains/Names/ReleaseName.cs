using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Frees a name that an organization does not want any more.</summary>
internal sealed record ReleaseName(string Claim, OrganizationId Organization, long Wish) : Message
{
    [JsonIgnore]
    public override string Receiver => Claim;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Claim(Claim).GiveUp(Organization, Wish);
        return null;
    }
}
