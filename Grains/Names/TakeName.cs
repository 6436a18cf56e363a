using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Claims a name that an organization has wished for, and tells it what became of that.</summary>
internal sealed record TakeName(string Claim, OrganizationId Organization, long Wish) : Message
{
    [JsonIgnore]
    public override string Receiver => Claim;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        var answer = await grains.Claim(Claim).TakeFor(Organization, Wish);
        await grains.Organization(Organization).NameDecided(Claim, answer, Wish);
        return null;
    }
}
