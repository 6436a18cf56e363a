using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IListsGrain
{
    /// <summary>The sessions of a user that have neither ended nor expired, the oldest first.</summary>
    /// <param name="user">The user.</param>
    /// <param name="current">The session of the one who asks; null when they have none.</param>
    /// <param name="after">The key to read after; null for the first page.</param>
    /// <param name="limit">How many items at most.</param>
    [Alias("Sessions"), AlwaysInterleave]
    Task<Page<SessionView>> Sessions(UserId user, SessionId? current, string? after, int limit);
}
