namespace Tenantry.Grains;

[GrainType("membership")]
internal sealed partial class MembershipGrain(
    [PersistentState("record")] IPersistentState<Record<MembershipState>> storage, AggregateSurroundings surroundings, LocalMembers local)
    : AggregateGrain<MembershipState>(storage, surroundings), IMembershipGrain
{
    private MemberAccess? _access;

    private UserId User => UserId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    private OrganizationId Organization => OrganizationId.Wrap(RecordKey.Of(this.GetGrainId()).Partition["membership/".Length..]);

    public async Task<Result<MemberView>> Create(NewMember member, long order)
    {
        if (order > State.Order)
        {
            await Commit(new MembershipState
            {
                Roles = member.Roles,
                Email = member.Email,
                Name = member.Name,
                JoinedAt = member.JoinedAt,
                Ordinal = member.Ordinal,
                Order = order,
            }, TellPool());
        }

        return View();
    }

    public async Task SetRoles(RoleSet roles, bool disabled, long order)
    {
        if (order > State.Order && State.Roles is not null)
            await Commit(State with { Roles = roles, Disabled = disabled, Order = order }, TellPool());
    }

    public async Task Remove(long order)
    {
        if (order > State.Order)
            await Commit(new MembershipState { Order = order }, [.. LeavingAllTeams(), .. LeaveProjects(), .. TellPool()]);
    }

    public Task<Result<MemberView>> Get() => Task.FromResult(View());

    public ValueTask<MemberAccess?> GetAccess()
    {
        _ = State;
        return new(_access);
    }

    public ValueTask<MemberAccess?> GetHeld() => new(State.Held());

    protected override void Show(MembershipState? state) => local.Show(Organization, User, _access = state?.Access());

    public async Task FollowProfile(string? name, string? email)
    {
        var next = State with { Name = name, Email = email ?? State.Email };
        if (State.Roles is not null && next != State)
            await Commit(next);
    }

    // The pool outside knows the role and the groups of a user.
    private Message[] TellPool() => HasPool ? [new FollowPoolUser(User, new PoolNews())] : [];

    private Result<MemberView> View() => State.View(User, Revision) is { } view ? view : Errors.MemberNotFound(User);
}
