namespace Tenantry.Grains;

internal sealed partial class MembershipGrain
{
    public async Task<Result<Done>> JoinTeam(TeamId team, Actor actor)
    {
        if (State.Roles is null) return Errors.MemberNotFound(User);
        if (State.Teams.Contains(team)) return new Done();
        if (State.Teams.Length >= MembershipState.MostTeams) return Errors.CapacityReached("teams with one member in them", MembershipState.MostTeams);

        await CommitUnseen(
            State with { Teams = State.Teams.Add(team) },
            new FollowTeams(Organization, User, [team], Now),
            TeamEvent(EventTypes.TeamMemberAdded, actor, team));
        return new Done();
    }

    public async Task<Result<Done>> LeaveTeam(TeamId team, Actor? actor)
    {
        if (State.Roles is null) return Errors.MemberNotFound(User);
        if (!State.Teams.Contains(team)) return new Done();

        var left = new FollowTeams(Organization, User, [team], JoinedAt: null);
        var next = State with { Teams = State.Teams.Remove(team) };
        await (actor is null ? CommitUnseen(next, left) : CommitUnseen(next, left, TeamEvent(EventTypes.TeamMemberRemoved, actor, team)));
        return new Done();
    }

    public Task<bool> Settled(TimeSpan timeout) => WhenDelivered(timeout);

    private Message[] LeavingAllTeams()
        => State.Teams.IsDefaultOrEmpty ? [] : [new FollowTeams(Organization, User, State.Teams, JoinedAt: null)];

    private AppendEvents TeamEvent(EventType type, Actor actor, TeamId team)
        => new(Organization, [TenantEvents.New(Ids, Now, type, actor, team.Value, ("user", User.Value))]);
}
