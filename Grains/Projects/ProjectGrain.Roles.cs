using System.Collections.Immutable;

namespace Tenantry.Grains;

// Roles of teams are kept here, roles of users in their memberships; both are given in the project's turn, so that an archived
// project stays as it is and nobody takes away what was given by somebody above them meanwhile.
internal sealed partial class ProjectGrain
{
    public async Task<Result<Done>> SetRole(RoleHolder holder, Role? role, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        return holder.User is { } user
            ? await SetMemberRole(user, role, actor)
            : await SetTeamRole(holder.Team!.Value, role, actor);
    }

    private async Task<Result<Done>> SetMemberRole(UserId user, Role? role, Actor actor)
    {
        var membership = Grains.Membership(Organization, user);
        if (await membership.GetHeld() is not { } held) return Errors.MemberNotFound(user);
        if (await AboveOwn(actor, Held(held.ProjectRoles, Id), role) is { } above) return above;

        return await membership.SetProjectRole(Id, role, actor);
    }

    private async Task<Result<Done>> SetTeamRole(TeamId team, Role? role, Actor actor)
    {
        var before = Held(State.TeamRoles, team);
        if ((before is null || role is not null) && (await Living([team])).IsEmpty) return Errors.TeamNotFound(team);
        if (before == role) return new Done();
        if (await AboveOwn(actor, before, role) is { } above) return above;

        var roles = State.TeamRoles;
        // A team that was deleted grants nothing and only takes up room.
        if (before is null && roles.Count >= ProjectState.MostTeamRoles)
            roles = [.. (await Living([.. roles.Keys])).Select(living => KeyValuePair.Create(living, roles[living]))];
        if (before is null && roles.Count >= ProjectState.MostTeamRoles)
            return Errors.CapacityReached("teams with a role on a project", ProjectState.MostTeamRoles);

        await CommitUnseen(
            State with { TeamRoles = role is { } given ? roles.SetItem(team, given) : roles.Remove(team) },
            Announce(EventTypes.ProjectRoleChanged, actor, Id.Value, ("team", team.Value)).Changing(("role", before?.Name(), role?.Name())));
        return new Done();
    }

    /// <summary>Refuses an actor who would give or take more than they hold, on this project or in the organization.</summary>
    private async Task<Error?> AboveOwn(Actor actor, params Role?[] roles)
    {
        if (!actor.ActsInside() || roles.Max() is not { } highest) return null;
        if (actor.Kind == ActorKind.ApiKey)
            return AccessRules.HoldsAll(actor.Scopes, AccessRules.ScopesOf(highest, onProject: true)) ? null : Errors.RoleAboveOwn();

        var user = UserId.Wrap(actor.Id!);
        var own = await Grains.Membership(Organization, user).GetAccess() is { } access
            ? State.HighestRole(Held(access.ProjectRoles, Id), await Living(access.Teams))
            : null;
        return own >= highest ? null : (await Grains.AccessPolicy(Organization).MayGrant(actor, new RoleSet { Role = highest })).Error;
    }

    /// <summary>Those of the teams that there are.</summary>
    private async ValueTask<ImmutableArray<TeamId>> Living(ImmutableArray<TeamId> teams)
        => teams.IsEmpty ? teams : [.. teams.Zip(await Grains.AccessPolicy(Organization).RolesOf(teams))
            .Where(team => team.Second is not null).Select(team => team.First)];

    private static Role? Held<T>(IReadOnlyDictionary<T, Role> roles, T key) => roles.TryGetValue(key, out var role) ? role : null;
}
