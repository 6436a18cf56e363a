using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Frees an address that a user has no more.</summary>
internal sealed record ReleaseEmail(string Email, UserId User, long Wish) : Message
{
    [JsonIgnore]
    public override string Receiver => GrainKeys.EmailClaimKey(Email);

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.EmailClaim(Email).GiveUpForUser(User, Wish);
        return null;
    }
}
