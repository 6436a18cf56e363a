using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes a user's claim on the address that they changed to final.</summary>
internal sealed record ConfirmEmailWish(string Email, UserId User, long Wish) : Message
{
    [JsonIgnore]
    public override string Receiver => GrainKeys.EmailClaimKey(Email);

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.EmailClaim(Email).ConfirmForUser(User, Wish);
        return null;
    }
}
