namespace Tenantry.Grains;

[GrainType("invited-email"), CollectionAgeLimit(Minutes = 2)]
internal sealed class InvitedEmailGrain(
    [PersistentState("record")] IPersistentState<Record<InvitedEmailState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<InvitedEmailState>(storage, surroundings), IInvitedEmailGrain
{
    public async Task Follow(InvitationId invitation, long order)
    {
        if (order > State.Order)
            await Commit(new InvitedEmailState { Latest = invitation, Order = order });
    }
}

/// <summary>The latest invitation of an address.</summary>
internal sealed record InvitedEmailState
{
    public InvitationId? Latest { get; init; }

    /// <summary>The order of the decision that made it.</summary>
    public long Order { get; init; }
}
