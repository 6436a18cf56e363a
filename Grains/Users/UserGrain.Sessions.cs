namespace Tenantry.Grains;

internal sealed partial class UserGrain
{
    public ValueTask<bool> Admits(SessionId? session, DateTimeOffset began, DateTimeOffset? linkedAt)
        => new(State.Created && State.Standing.Admits(session, began, linkedAt));

    public ValueTask<bool> Honours(DateTimeOffset linkedAt) => new(State.Created && State.Standing.Honours(linkedAt));

    protected override void Show(UserState? state) => standings.Show(Id, state is { Created: true } ? state.Standing : null);

    public async Task EndSession(SessionId session, Actor actor)
    {
        var standing = State.Standing.End(session, Now);
        if (State.Created && standing != State.Standing)
        {
            await CommitUnseen(
                State with { Standing = standing },
                new RevokeSession(Id.Value, session),
                new AppendEvents(LogId.Of(Id), TenantEvents.New(Ids, Now, EventTypes.SessionEnded, actor, session.Value)));
        }
    }

    public async Task EndSessions(SessionId? except, Actor actor)
    {
        if (State.Created)
        {
            await CommitUnseen(
                State with { Standing = State.Standing.EndAll(Now, except) },
                Happened(EventTypes.AccountSessionsEnded, actor, ("except", except?.Value)));
        }
    }

    public Task<EndedSessions> GetEndedSessions() => Task.FromResult(State.Standing.View());
}
