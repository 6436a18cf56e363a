namespace Tenantry.Grains;

internal sealed partial class ListsGrain
{
    public async Task<Page<SessionView>> Sessions(UserId user, SessionId? current, string? after, int limit)
    {
        var ended = await grains.User(user).GetEndedSessions();
        var now = time.GetUtcNow();
        return await Read<Record<SessionState>, SessionView>(
            $"session/{user}", after, limit,
            (key, record) => record.State.View(SessionId.Wrap(key), current, now) is { } view && !HasEnded(ended, view) ? view : null);
    }

    private static bool HasEnded(EndedSessions ended, SessionView session)
        => (session.CreatedAt <= ended.Until && session.Id != ended.Spared) || ended.Lately.Contains(session.Id);
}
