using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Shows operators how a user stands whom the pool has not followed; null when there is nothing to show any more.</summary>
internal sealed record ShowPoolFault(UserId User, PoolUserView? View) : Message
{
    [JsonIgnore]
    public override string Receiver => $"pool-fault/{User}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.PoolFault(User).Show(View);
        return null;
    }
}
