using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>
/// Forgets the sessions of an account that is no more, with where they came from. What had ended before is forgotten when its
/// refresh token would have expired.
/// </summary>
internal sealed record ForgetSessions(UserId User) : Message
{
    private const int AtATime = 100;

    [JsonIgnore]
    public override string Receiver => $"sessions/{User}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        string? after = null;
        do
        {
            var page = await grains.Lists().Sessions(User, current: null, after, AtATime);
            await Task.WhenAll(page.Items.Select(session => grains.Session(User.Value, session.Id).Forget()));
            after = page.Next;
        }
        while (after is not null);

        return null;
    }
}
