using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells the pool outside that something about a user has changed. Whoever has committed the change announces it.</summary>
internal sealed record FollowPoolUser(UserId User, PoolNews News) : Message
{
    [JsonIgnore]
    public override string Receiver => $"pool-user/{User}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.PoolUser(User).Follow(News);
        return null;
    }
}
