using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IUserGrain
{
    /// <summary>Whether a token of the user is good: the account exists, is not disabled, and the session was not ended. Asked on every request.</summary>
    /// <param name="session">The session; null for a token of an issuer outside.</param>
    /// <param name="began">When the session began, or when the token outside was issued.</param>
    [Alias("Admits"), AlwaysInterleave]
    ValueTask<bool> Admits(SessionId? session, DateTimeOffset began);

    /// <summary>Ends one session, with its access tokens, from the next request on. Repeating it changes nothing.</summary>
    [Alias("EndSession")]
    Task EndSession(SessionId session);

    /// <summary>Ends all sessions, with their access tokens, from the next request on.</summary>
    [Alias("EndSessions")]
    Task EndSessions();
}
