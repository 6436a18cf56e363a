using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes the account of a founder.</summary>
internal sealed record MakeUser(UserId Id, NewUser User) : Message
{
    [JsonIgnore]
    public override string Receiver => Id.Value;

    public override async Task<Error?> Deliver(IGrainFactory grains) => (await grains.User(Id).Create(User)).Error;
}
