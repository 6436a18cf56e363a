namespace Tenantry.Grains;

[GrainType("identity-link")]
internal sealed class IdentityLinkGrain(
    [PersistentState("record")] IPersistentState<Record<IdentityLinkState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<IdentityLinkState>(storage, surroundings), IIdentityLinkGrain
{
    public ValueTask<UserId?> Get() => new(State.User);

    public async Task<LinkAttempt> Begin(EnsureAccount wish)
    {
        if (State.User is null && State.Wish is null)
            await Commit(new IdentityLinkState { Seed = Ids.NewUuid(), Wish = wish });
        return new LinkAttempt(State.User, State.Seed, State.Wish ?? wish);
    }

    public async Task GiveUp(Guid seed)
    {
        if (State.User is null && State.Wish is not null && State.Seed == seed)
            await Erase();
    }

    public async Task<UserId> Link(UserId user)
    {
        if (State.User is null)
            await Commit(new IdentityLinkState { User = user });
        return State.User!.Value;
    }

    public async Task Unlink(UserId user)
    {
        if (State.User == user)
            await Erase();
    }
}

/// <summary>Whose account it is, or the attempt to make one.</summary>
internal sealed record IdentityLinkState
{
    public UserId? User { get; init; }

    /// <summary>What the ids of the attempt are derived from; counts while there is a wish.</summary>
    public Guid Seed { get; init; }

    /// <summary>What is to be made; null when nothing is under way.</summary>
    public EnsureAccount? Wish { get; init; }
}
