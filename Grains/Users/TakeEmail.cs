using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Claims an address that a user has wished for and proven, and tells them what became of that.</summary>
internal sealed record TakeEmail(string Email, UserId User, long Wish) : Message
{
    [JsonIgnore]
    public override string Receiver => GrainKeys.EmailClaimKey(Email);

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        var answer = await grains.EmailClaim(Email).TakeForUser(User, Wish);
        await grains.User(User).EmailDecided(answer, Wish);
        return null;
    }
}
