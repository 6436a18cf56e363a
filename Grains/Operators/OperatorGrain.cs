namespace Tenantry.Grains;

[GrainType("operator")]
internal sealed partial class OperatorGrain(
    [PersistentState("record")] IPersistentState<Record<OperatorState>> storage, AggregateSurroundings surroundings,
    ISecrets secrets, MailSettings settings)
    : AggregateGrain<OperatorState>(storage, surroundings), IOperatorGrain
{
    private OperatorId Id => OperatorId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    public async Task Create(NewOperator account, long order)
    {
        if (order <= State.Order) return;
        await Commit(new OperatorState
        {
            Created = true,
            Email = account.Email,
            Name = account.Name,
            Role = account.Role,
            PasswordHash = account.PasswordHash,
            Order = order,
            CreatedAt = Now,
        });
    }

    public async Task Follow(OperatorDecision decision, long order)
    {
        if (order > State.Order && State.Created)
            await Commit(State.After(decision, order, Now));
    }

    public async Task Remove(long order)
    {
        if (order > State.Order)
            await Commit(new OperatorState { Order = order });
    }

    public Task<Result<OperatorView>> Get()
        => Task.FromResult<Result<OperatorView>>(State.Created ? State.View(Id, Revision) : Errors.OperatorNotFound(Id));

    // A disabled account looks like none to whoever types a password.
    public Task<OperatorCredentials?> GetCredentials()
        => Task.FromResult(State is { Created: true, Standing.Disabled: false } ? new OperatorCredentials(Id, State.PasswordHash) : null);

    public async Task<Result<Done>> SetPassword(string passwordHash, Actor actor)
    {
        if (!State.Created) return Errors.OperatorNotFound(Id);
        await CommitUnseen(
            State with { PasswordHash = passwordHash, Standing = State.Standing.EndAll(Now) }, Happened(EventTypes.OperatorPasswordChanged, actor));
        return new Done();
    }

    public async Task EndSession(SessionId session, Actor actor)
    {
        var standing = State.Standing.End(session, Now);
        if (State.Created && standing != State.Standing)
        {
            await CommitUnseen(
                State with { Standing = standing },
                new RevokeSession(Id.Value, session),
                new AppendEvents(LogId.Operators, TenantEvents.New(Ids, Now, EventTypes.SessionEnded, actor, session.Value)));
        }
    }

    public ValueTask<OperatorRole?> Admits(SessionId? session, DateTimeOffset began)
        => new(State.Created && State.Standing.Admits(session, began) ? State.Role : null);

    private AppendEvents Happened(EventType type, Actor actor) => new(LogId.Operators, TenantEvents.New(Ids, Now, type, actor, Id.Value));
}
