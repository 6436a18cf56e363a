using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes the claim on a new user's email address final.</summary>
internal sealed record ConfirmEmail(string Email, string Attempt, UserId User) : Message
{
    [JsonIgnore]
    public override string Receiver => GrainKeys.EmailClaimKey(Email);

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.EmailClaim(Email).Confirm(Attempt, User.Value);
        return null;
    }
}
