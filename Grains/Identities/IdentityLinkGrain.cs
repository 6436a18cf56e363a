namespace Tenantry.Grains;

[GrainType("identity-link")]
internal sealed class IdentityLinkGrain(
    [PersistentState("record")] IPersistentState<Record<IdentityLinkState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<IdentityLinkState>(storage, surroundings), IIdentityLinkGrain
{
    public ValueTask<LinkedUser?> Get() => new(State.User is { } user ? new LinkedUser(user, State.LinkedAt) : null);

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
        {
            await Commit(
                new IdentityLinkState { User = user, LinkedAt = Now },
                new AppendEvents(LogId.Of(user), TenantEvents.New(Ids, Now, EventTypes.AccountIdentityLinked, Actor.User(user), user.Value)));
        }

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

    /// <summary>Since when; counts while there is a user.</summary>
    public DateTimeOffset LinkedAt { get; init; }

    /// <summary>What the ids of the attempt are derived from; counts while there is a wish.</summary>
    public Guid Seed { get; init; }

    /// <summary>What is to be made; null when nothing is under way.</summary>
    public EnsureAccount? Wish { get; init; }
}
