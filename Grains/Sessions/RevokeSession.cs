using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells a session that it has ended, before the account forgets it.</summary>
internal sealed record RevokeSession(string Holder, SessionId Session) : Message
{
    [JsonIgnore]
    public override string Receiver => Session.Value;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Session(Holder, Session).Revoke();
        return null;
    }
}
