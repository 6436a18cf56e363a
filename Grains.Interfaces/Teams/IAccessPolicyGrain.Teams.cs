using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

// The access policy decides which teams there are, because a team that it does not know grants nothing anywhere. Each team follows.
public partial interface IAccessPolicyGrain
{
    /// <summary>
    /// Makes a team. Repeating it with the same id answers the team. Errors: <see cref="ErrorCode.CapacityReached"/>,
    /// <see cref="ErrorCode.TeamNameTaken"/>, <see cref="ErrorCode.TeamNotFound"/> when it was deleted meanwhile.
    /// </summary>
    [Alias("CreateTeam")]
    Task<Result<TeamView>> CreateTeam(NewTeam team, Actor actor);

    /// <summary>
    /// Renames a team. Errors: <see cref="ErrorCode.TeamNotFound"/>, <see cref="ErrorCode.ValidationFailed"/>,
    /// <see cref="ErrorCode.RevisionMismatch"/>, <see cref="ErrorCode.TeamNameTaken"/>.
    /// </summary>
    /// <param name="team">The team.</param>
    /// <param name="changes">What to change.</param>
    /// <param name="ifTag">The entity tag that the caller has seen; null to change whatever there is.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("UpdateTeam")]
    Task<Result<TeamView>> UpdateTeam(TeamId team, TeamChanges changes, string? ifTag, Actor actor);

    /// <summary>
    /// Gives a team other roles in the organization; they hold from then on. Errors: <see cref="ErrorCode.TeamNotFound"/>,
    /// <see cref="ErrorCode.RoleNotFound"/>, <see cref="ErrorCode.RoleAboveOwn"/> for what it had or is to have.
    /// </summary>
    [Alias("SetTeamRoles")]
    Task<Result<TeamView>> SetTeamRoles(TeamId team, RoleSet roles, Actor actor);

    /// <summary>
    /// Deletes a team: from then on it grants nothing and takes nobody; its members are taken out afterwards.
    /// Errors: <see cref="ErrorCode.TeamNotFound"/>, <see cref="ErrorCode.RoleAboveOwn"/>.
    /// </summary>
    [Alias("DeleteTeam")]
    Task<Result<Done>> DeleteTeam(TeamId team, Actor actor);

    /// <summary>Drops a team that was dissolved before it was made; called by the outbox only.</summary>
    [Alias("ForgetTeam")]
    Task ForgetTeam(TeamId team);

    /// <summary>A team. Errors: <see cref="ErrorCode.TeamNotFound"/>.</summary>
    [Alias("GetTeam"), AlwaysInterleave]
    Task<Result<TeamView>> GetTeam(TeamId team);

    /// <summary>What each of these teams grants in the organization, in order; null for a team that there is not.</summary>
    [Alias("RolesOf"), AlwaysInterleave]
    ValueTask<ImmutableArray<RoleSet?>> RolesOf(ImmutableArray<TeamId> teams);
}
