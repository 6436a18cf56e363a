using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Links somebody from outside with the account that was made for them here.</summary>
internal sealed record LinkIdentity(string Issuer, string Subject, UserId User) : Message
{
    [JsonIgnore]
    public override string Receiver => $"identity-link/{Subject}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.IdentityLink(Issuer, Subject).Link(User);
        return null;
    }
}
