using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes an organization's claim on a name final.</summary>
internal sealed record ConfirmName(string Claim, OrganizationId Organization, long Wish) : Message
{
    [JsonIgnore]
    public override string Receiver => Claim;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Claim(Claim).ConfirmFor(Organization, Wish);
        return null;
    }
}
