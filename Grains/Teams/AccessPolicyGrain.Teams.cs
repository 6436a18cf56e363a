using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class AccessPolicyGrain
{
    private TeamNames? _teamNames;

    public async Task<Result<TeamView>> CreateTeam(NewTeam team, Actor actor)
    {
        if (State.Teams.ContainsKey(team.Id)) return await GetTeam(team.Id);
        if (Decisions().Any(decision => decision.Team == team.Id) || await Grains.Team(Id, team.Id).IsDissolved()) return Errors.TeamNotFound(team.Id);
        if (State.Teams.Count >= AccessPolicyState.MostTeams)
            return Errors.CapacityReached("teams in an organization", AccessPolicyState.MostTeams);
        var names = await TeamNames();
        if (names.IsTaken(team.Name, team.Id)) return Errors.TeamNameTaken(team.Name);

        var make = new MakeTeam(Id, team.Id, team.Name, Now, State.Order + 1);
        await Decide(make, State.Teams.Add(team.Id, RoleSet.None), Event(EventTypes.TeamCreated, actor, team.Id.Value, ("name", team.Name)));
        names.Set(team.Id, team.Name);
        return make.View();
    }

    public async Task<Result<TeamView>> UpdateTeam(TeamId team, TeamChanges changes, string? ifTag, Actor actor)
    {
        var found = await GetTeam(team);
        if (!found.Succeeded) return found;
        if (ifTag is not null && ifTag != found.Value.Tag) return Errors.RevisionMismatch();

        var rules = new FieldRules();
        var name = rules.OptionalLine("name", changes.Name) ?? found.Value.Name;
        if (rules.AreBroken) return rules.ToError();
        if (name == found.Value.Name) return found;
        var names = await TeamNames();
        if (names.IsTaken(name, team)) return Errors.TeamNameTaken(name);

        var rename = new RenameTeam(Id, team, name, State.Order + 1);
        await Decide(
            rename, State.Teams,
            Event(EventTypes.TeamRenamed, actor, team.Value).Changing(("name", found.Value.Name, name)));
        names.Set(team, name);
        return found.Value with { Name = name, Revision = rename.Order };
    }

    public async Task<Result<TeamView>> SetTeamRoles(TeamId team, RoleSet roles, Actor actor)
    {
        if (!State.Teams.TryGetValue(team, out var old)) return Errors.TeamNotFound(team);
        roles = roles with { CustomRoles = [.. roles.CustomRoles.Distinct().Order(StringComparer.Ordinal)] };
        if (roles == old) return await GetTeam(team);
        if (await MayGrant(actor, old) is { Succeeded: false } mayNotTake) return mayNotTake.Error;
        if (await MayGrant(actor, roles) is { Succeeded: false } mayNotGive) return mayNotGive.Error;

        await CommitUnseen(
            State with { Teams = State.Teams.SetItem(team, roles) },
            Event(EventTypes.TeamRolesChanged, actor, team.Value).Changing(("roles", Spell(old), Spell(roles))));
        return await GetTeam(team);
    }

    public async Task<Result<Done>> DeleteTeam(TeamId team, Actor actor)
    {
        if (!State.Teams.TryGetValue(team, out var roles)) return Errors.TeamNotFound(team);
        if (await MayGrant(actor, roles) is { Succeeded: false } mayNotTake) return mayNotTake.Error;

        var name = (await GetTeam(team)).Value?.Name;
        await Decide(
            new DissolveTeam(Id, team, State.Order + 1), State.Teams.Remove(team),
            Event(EventTypes.TeamDeleted, actor, team.Value, ("name", name), ("roles", Spell(roles))));
        _teamNames?.Set(team, null);
        return new Done();
    }

    public async Task ForgetTeam(TeamId team)
    {
        if (!State.Teams.ContainsKey(team) || !await Grains.Team(Id, team).IsDissolved()) return;
        await CommitUnseen(State with { Teams = State.Teams.Remove(team) });
        _teamNames?.Set(team, null);
    }

    public async Task<Result<TeamView>> GetTeam(TeamId team)
    {
        var view = State.Teams.ContainsKey(team) ? await Grains.Team(Id, team).Get() : null;
        foreach (var decision in Decisions().Where(decision => decision.Team == team))
        {
            if (view is null && decision is MakeTeam make)
                view = make.View();
            else if (view is not null && decision.Order > view.Revision)
                view = view with { Name = decision.CalledFromNow ?? view.Name, Revision = decision.Order };
        }

        return view is not null && State.Teams.TryGetValue(team, out var roles)
            ? view with { Role = roles.Role, CustomRoles = roles.CustomRoles }
            : Errors.TeamNotFound(team);
    }

    public ValueTask<ImmutableArray<RoleSet?>> RolesOf(ImmutableArray<TeamId> teams)
    {
        var known = State.Teams;
        return new([.. teams.Select(team => known.GetValueOrDefault(team))]);
    }

    // The names are read once an activation: nobody else decides about them, and another activation that did would fence this one.
    private async ValueTask<TeamNames> TeamNames() => _teamNames ??= await Tenantry.Grains.TeamNames.Read(store, Id, Decisions());

    private IEnumerable<ITeamDecision> Decisions() => Outgoing.OfType<ITeamDecision>();

    private Task Decide<TDecision>(TDecision decision, ImmutableDictionary<TeamId, RoleSet> teams, AppendEvents happened)
        where TDecision : Message, ITeamDecision
        => CommitUnseen(State with { Teams = teams, Order = decision.Order }, decision, happened);

    private static string? Spell(RoleSet roles) => roles.IsEmpty ? null : roles.ToString();
}
