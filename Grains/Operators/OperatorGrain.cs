namespace Tenantry.Grains;

/// <summary>An operator's account. Without an id there is none.</summary>
internal sealed record OperatorState
{
    public OperatorId? Id { get; init; }

    public string PasswordHash { get; init; } = "";

    public override string ToString() => nameof(OperatorState);
}

[GrainType("operator")]
internal sealed class OperatorGrain(
    [PersistentState("record")] IPersistentState<Record<OperatorState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<OperatorState>(storage, surroundings), IOperatorGrain
{
    public async Task<OperatorId> Put(string passwordHash)
    {
        var id = State.Id ?? Ids.New<OperatorId>();
        await Commit(new OperatorState { Id = id, PasswordHash = passwordHash });
        return id;
    }

    public Task<OperatorCredentials?> GetCredentials()
        => Task.FromResult(State.Id is { } id ? new OperatorCredentials(id, State.PasswordHash) : null);
}
