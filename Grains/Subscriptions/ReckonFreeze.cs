using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Has reckoned what of an organization is beyond its limits, after a decision that moved them or what they count.</summary>
internal sealed record ReckonFreeze(OrganizationId Organization, long Order) : Message
{
    [JsonIgnore]
    public override string Receiver => $"freeze/{Organization}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Freeze().Reckon(Organization, Order);
        return null;
    }
}
