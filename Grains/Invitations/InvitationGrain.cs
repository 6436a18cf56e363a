namespace Tenantry.Grains;

[GrainType("invitation")]
internal sealed partial class InvitationGrain(
    [PersistentState("record")] IPersistentState<Record<InvitationState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<InvitationState>(storage, surroundings), IInvitationGrain
{
    public Task<string?> IssueToken() => Task.FromResult<string?>(null);
}
