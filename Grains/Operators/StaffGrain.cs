namespace Tenantry.Grains;

// Who belongs to the staff is decided in one turn, since it keeps an enabled admin and addresses apart. A decision counts from the
// commit on; the accounts follow by the outbox, and who decided waits for that.
[GrainType("staff")]
internal sealed class StaffGrain(
    [PersistentState("record")] IPersistentState<Record<StaffState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<StaffState>(storage, surroundings), IStaffGrain
{
    public async Task<Result<Done>> Add(NewOperator account, Actor actor)
    {
        if (State.Operators.ContainsKey(account.Id)) return new Done();
        if (State.Find(account.EmailKey) is not null) return Errors.OperatorEmailTaken();
        if (State.Operators.Count >= StaffState.MostOperators) return Errors.CapacityReached("operators", StaffState.MostOperators);

        var given = State.Give(account.Id, new StaffPlace(account.EmailKey, account.Role, Disabled: false));
        if (!given.Succeeded) return given.Error;
        await Commit(
            given.Value,
            new MakeOperator(account, given.Value.Order),
            Happened(EventTypes.OperatorAdded, account.Id, actor, ("role", account.Role.Name())));
        return new Done();
    }

    public async Task<Result<Done>> Change(OperatorId id, OperatorChanges changes, long? ifRevision, Actor actor)
    {
        if (!State.Operators.TryGetValue(id, out var before)) return Errors.OperatorNotFound(id);
        if (ifRevision is { } expected && (IsOnItsWay(id) || (await Grains.Operator(id).Get()).Value?.Revision != expected))
            return Errors.RevisionMismatch();

        var after = before with { Role = changes.Role ?? before.Role, Disabled = changes.Disabled ?? before.Disabled };
        var name = await NameOf(id);
        if (after == before && (changes.Name ?? name) == name) return new Done();
        var given = State.Give(id, after);
        if (!given.Succeeded) return given.Error;

        var decision = new OperatorDecision { Role = after.Role, Disabled = after.Disabled, Name = changes.Name };
        await Commit(
            given.Value,
            [
                new FollowStaff(id, decision, given.Value.Order),
                .. after.Role == before.Role && (changes.Name ?? name) == name ? Array.Empty<Message>() :
                [
                    Happened(EventTypes.OperatorChanged, id, actor)
                        .Changing(("role", before.Role.Name(), after.Role.Name()), ("name", name, changes.Name ?? name)),
                ],
                .. after.Disabled == before.Disabled ? Array.Empty<Message>() :
                    [Happened(after.Disabled ? EventTypes.OperatorDisabled : EventTypes.OperatorEnabled, id, actor)],
            ]);
        return new Done();
    }

    public async Task<Result<Done>> Remove(OperatorId id, Actor actor)
    {
        if (!State.Operators.ContainsKey(id)) return Errors.OperatorNotFound(id);
        var given = State.Give(id, place: null);
        if (!given.Succeeded) return given.Error;

        await Commit(given.Value, new DismissOperator(id, given.Value.Order), Happened(EventTypes.OperatorRemoved, id, actor));
        return new Done();
    }

    public Task<OperatorId?> Find(string email) => Task.FromResult(State.Find(email));

    public Task<bool> IsManned() => Task.FromResult(!State.Operators.IsEmpty);

    public Task<bool> Settled(TimeSpan timeout) => WhenDelivered(timeout);

    // The account knows its name, except for one that is on its way.
    private async Task<string?> NameOf(OperatorId id)
        => Undelivered.OfType<FollowStaff>().LastOrDefault(message => message.Operator == id && message.Decision.Name is not null)?.Decision.Name
            ?? Undelivered.OfType<MakeOperator>().FirstOrDefault(message => message.Account.Id == id)?.Account.Name
            ?? (await Grains.Operator(id).Get()).Value?.Name;

    private AppendEvents Happened(EventType type, OperatorId id, Actor actor, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(LogId.Operators, TenantEvents.New(Ids, Now, type, actor, id.Value, data));

    private bool IsOnItsWay(OperatorId id) => Undelivered.OfType<FollowStaff>().Any(message => message.Operator == id);
}
