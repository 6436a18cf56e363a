namespace Tenantry.Grains;

[GrainType("session")]
internal sealed class SessionGrain(
    [PersistentState("record")] IPersistentState<Record<SessionState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<SessionState>(storage, surroundings), ISessionGrain
{
    // An answer can be lost on the way, and a client may send two requests at once.
    private static readonly TimeSpan RetryWindow = TimeSpan.FromSeconds(10);
    private static readonly SessionRotation Rejected = new() { Accepted = false };

    public async Task Begin(NewSession session)
    {
        if (State.Subject is not null) return;
        var next = new SessionState
        {
            Subject = session.Subject,
            Methods = session.Methods,
            Client = session.Client,
            Address = session.Address,
            UserAgent = session.UserAgent,
            Generation = 1,
            RotatedAt = Now,
            ExpiresAt = session.ExpiresAt,
        };
        await Commit(next, new AppendEvents(LogOf(session.Subject), Started(session)));
    }

    public async Task<SessionRotation> Rotate(int generation, DateTimeOffset expiresAt)
    {
        if (State.Subject is null || State.ExpiresAt <= Now) return Rejected;
        if (State.Revoked) return Rejected with { Revoked = true };
        if (generation == State.Generation - 1 && Now - State.RotatedAt <= RetryWindow) return Accepted();
        if (generation != State.Generation)
        {
            await Revoke();
            return Rejected with { Revoked = true };
        }

        await Commit(State with { Generation = generation + 1, RotatedAt = Now, ExpiresAt = expiresAt });
        return Accepted();
    }

    public Task<bool> Exists() => Task.FromResult(State.Subject is not null);

    public async Task Revoke()
    {
        if (State.Subject is not null && !State.Revoked)
            await Commit(State with { Revoked = true });
    }

    public Task Forget() => State.Subject is null ? Task.CompletedTask : Erase();

    protected override bool EndsWithAlarm => true;

    protected override DateTimeOffset? AlarmOf(SessionState state) => state.Subject is null ? null : state.ExpiresAt;

    // A revoked session stays until its tokens would have expired, so that they are known to be revoked.
    protected override async Task OnAlarm()
    {
        if (State.Subject is not null && State.ExpiresAt <= Now)
            await Erase();
    }

    private TenantEvent Started(NewSession session) => TenantEvents.New(
        Ids, Now, EventTypes.SessionStarted, new Actor(session.Subject.Kind, session.Subject.Id), RecordKey.Of(this.GetGrainId()).Key,
        ("methods", string.Join(' ', session.Methods)), ("client", session.Client?.Value));

    private static LogId LogOf(SessionSubject subject)
        => subject.Kind == ActorKind.Operator ? LogId.Operators : LogId.Of(UserId.Wrap(subject.Id));

    private SessionRotation Accepted() => new()
    {
        Accepted = true,
        Generation = State.Generation,
        Subject = State.Subject,
        Methods = State.Methods,
        Client = State.Client,
    };
}
