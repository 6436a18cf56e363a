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
        await Commit(new SessionState
        {
            Subject = session.Subject,
            Methods = session.Methods,
            Client = session.Client,
            Address = session.Address,
            UserAgent = session.UserAgent,
            Generation = 1,
            RotatedAt = Now,
            ExpiresAt = session.ExpiresAt,
        });
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

    protected override DateTimeOffset? AlarmOf(SessionState state) => state.Subject is null ? null : state.ExpiresAt;

    // A revoked session stays until its tokens would have expired, so that they are known to be revoked.
    protected override async Task OnAlarm()
    {
        if (State.Subject is not null && State.ExpiresAt <= Now)
            await Erase();
    }

    private SessionRotation Accepted() => new()
    {
        Accepted = true,
        Generation = State.Generation,
        Subject = State.Subject,
        Methods = State.Methods,
        Client = State.Client,
    };
}
