namespace Tenantry.Grains;

internal sealed partial class UserGrain
{
    public ValueTask<bool> Admits(SessionId? session, DateTimeOffset began, DateTimeOffset? linkedAt)
        => new(State.Created && State.Standing.Admits(session, began, linkedAt));

    public ValueTask<bool> Honours(DateTimeOffset linkedAt) => new(State.Created && State.Standing.Honours(linkedAt));

    protected override void Show(UserState? state) => standings.Show(Id, state is { Created: true } ? state.Standing : null);

    public async Task EndSession(SessionId session)
    {
        var standing = State.Standing.End(session, Now);
        if (State.Created && standing != State.Standing)
            await CommitUnseen(State with { Standing = standing }, new RevokeSession(Id.Value, session));
    }

    public async Task EndSessions(SessionId? except)
    {
        if (State.Created)
            await CommitUnseen(State with { Standing = State.Standing.EndAll(Now, except) });
    }

    public Task<EndedSessions> GetEndedSessions() => Task.FromResult(State.Standing.View());
}
