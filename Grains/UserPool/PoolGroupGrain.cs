namespace Tenantry.Grains;

/// <summary>
/// Remembers that the group is there, so that it is not made again once it has members: whoever sends one asks here first. The pool is
/// asked within the turn, since nobody waits here but those who send.
/// </summary>
[GrainType("pool-group"), CollectionAgeLimit(Minutes = 2)]
internal sealed class PoolGroupGrain(
    [PersistentState("record")] IPersistentState<Record<PoolGroupState>> storage, AggregateSurroundings surroundings, IUserPool pool)
    : AggregateGrain<PoolGroupState>(storage, surroundings), IPoolGroupGrain
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task Ensure()
    {
        if (State.IsMade) return;

        using var deadline = new CancellationTokenSource(Patience);
        await pool.MakeGroup(OrganizationId.Wrap(this.GetPrimaryKeyString()), deadline.Token);
        await Commit(new PoolGroupState { IsMade = true });
    }
}

/// <summary>An organization's group in the pool outside.</summary>
internal sealed record PoolGroupState
{
    public bool IsMade { get; init; }
}
