using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IUserGrain
{
    /// <summary>Whether a token of the user is good: the account exists, is not disabled, and the session was not ended. Asked on every request.</summary>
    /// <param name="session">The session; null for a token of an issuer outside.</param>
    /// <param name="began">When the session began, or when the token outside was issued.</param>
    /// <param name="linkedAt">When the identity outside was linked; null for a session of our own.</param>
    [Alias("Admits"), AlwaysInterleave]
    ValueTask<bool> Admits(SessionId? session, DateTimeOffset began, DateTimeOffset? linkedAt = null);

    /// <summary>
    /// Whether an identity outside that was linked then still stands for the user: the account exists, and its owner has not turned
    /// out to be somebody else since.
    /// </summary>
    [Alias("Honours"), AlwaysInterleave]
    ValueTask<bool> Honours(DateTimeOffset linkedAt);

    /// <summary>Ends all sessions, with their access tokens, from the next request on.</summary>
    /// <param name="except">The session that goes on; null for none.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("EndSessions")]
    Task EndSessions(SessionId? except, Actor actor);

    /// <summary>Which of the user's sessions have ended.</summary>
    [Alias("GetEndedSessions"), AlwaysInterleave]
    Task<EndedSessions> GetEndedSessions();
}

/// <summary>Which sessions of an account have ended.</summary>
/// <param name="Until">Those that began until then; null when there are none such.</param>
/// <param name="Spared">The one that goes on though it began before; null for none.</param>
/// <param name="Lately">Those that were ended one by one lately.</param>
[GenerateSerializer, Immutable, Alias("EndedSessions")]
public sealed record EndedSessions(
    [property: Id(0)] DateTimeOffset? Until, [property: Id(1)] SessionId? Spared, [property: Id(2)] ImmutableArray<SessionId> Lately);
