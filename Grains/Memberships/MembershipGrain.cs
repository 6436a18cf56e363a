namespace Tenantry.Grains;

[GrainType("membership")]
internal sealed class MembershipGrain(
    [PersistentState("record")] IPersistentState<Record<MembershipState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<MembershipState>(storage, surroundings), IMembershipGrain
{
    private UserId User => UserId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    public async Task<Result<MemberView>> Create(NewMember member)
    {
        if (State.Role is { } role) return State.View(User, role, Revision);

        await Commit(new MembershipState
        {
            Role = member.Role,
            Email = member.Email,
            Name = member.Name,
            JoinedAt = member.JoinedAt,
        });
        return State.View(User, member.Role, Revision);
    }

    public Task<Result<MemberView>> Get()
        => Task.FromResult<Result<MemberView>>(
            State.Role is { } role ? State.View(User, role, Revision) : Errors.MemberNotFound(User));

    public ValueTask<Role?> GetRole() => new(State.Role);

    public async Task FollowProfile(string? name)
    {
        if (State.Role is null || State.Name == name) return;
        await Commit(State with { Name = name });
    }
}
