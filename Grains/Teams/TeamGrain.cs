namespace Tenantry.Grains;

[GrainType("team")]
internal sealed class TeamGrain(
    [PersistentState("record")] IPersistentState<Record<TeamState>> storage, AggregateSurroundings surroundings, IRecordStore store)
    : AggregateGrain<TeamState>(storage, surroundings), ITeamGrain
{
    private const int AtOnce = 50;
    private const int PagesInTurn = 10;

    // Longer than any retry of what was sent to the team can take, and than an idempotency key is kept.
    private static readonly TimeSpan TombstoneFor = TimeSpan.FromDays(30);

    private OrganizationId Organization => OrganizationId.Wrap(RecordKey.Of(this.GetGrainId()).Partition["team/".Length..]);

    private TeamId Id => TeamId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    public async Task<bool> Create(string name, DateTimeOffset createdAt, long order)
    {
        if (order > State.Order && !State.Dissolved)
            await Commit(State with { Created = true, Name = name, CreatedAt = createdAt, Order = order });
        return !State.Dissolved;
    }

    public async Task Rename(string name, long order)
    {
        if (order > State.Order && State.Exists())
            await Commit(State with { Name = name, Order = order });
    }

    public async Task Dissolve(long order)
    {
        if (order > State.Order && !State.Dissolved)
            await Commit(new TeamState { Created = State.Created, Dissolved = true, Order = order, ContinueAt = Now });
    }

    public Task<TeamView?> Get() => Task.FromResult(State.View(Id));

    public ValueTask<bool> IsDissolved() => new(State.Dissolved);

    // The membership is written within this turn, so no member comes in after the team was dissolved.
    public async Task<Result<Done>> AddMember(UserId user, Actor actor)
        => State.Exists() ? await Grains.Membership(Organization, user).JoinTeam(Id, actor) : Errors.TeamNotFound(Id);

    public async Task<Result<Done>> RemoveMember(UserId user, Actor actor)
        => State.Exists() ? await Grains.Membership(Organization, user).LeaveTeam(Id, actor) : Errors.TeamNotFound(Id);

    protected override DateTimeOffset? AlarmOf(TeamState state) => state.ContinueAt;

    protected override async Task OnAlarm()
    {
        if (!State.Dissolved || State.ContinueAt > Now)
            return;
        if (State.IsEmptied)
        {
            await Erase();
            return;
        }

        for (var page = 0; page < PagesInTurn; page++)
        {
            if (await TakeOut())
                continue;
            await Commit(State with { IsEmptied = true, ContinueAt = Now + TombstoneFor });
            return;
        }
    }

    /// <summary>Takes some members out; tells whether there may be more.</summary>
    private async Task<bool> TakeOut()
    {
        var entries = await store.ReadPartition(RosterGrain.Partition(Id), after: null, AtOnce);
        await Task.WhenAll(entries.Select(async entry =>
        {
            var user = UserId.Wrap(entry.Key.Key);
            await Grains.Membership(Organization, user).LeaveTeam(Id, actor: null);
            await Grains.Rosters().Follow(Organization, user, [Id], joinedAt: null);
        }));
        return entries.Count == AtOnce;
    }
}
