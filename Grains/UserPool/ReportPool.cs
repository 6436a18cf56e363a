using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells an organization how far the pool outside has followed one of its users.</summary>
internal sealed record ReportPool(OrganizationId Organization, UserId User, PoolProgress Progress) : Message
{
    [JsonIgnore]
    public override string Receiver => Organization.Value;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Organization(Organization).FollowPool(User, Progress);
        return null;
    }
}
