using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IMembershipGrain
{
    /// <summary>
    /// Puts the member into a team; called by the team only, so that a team that is gone takes nobody. Repeating it changes nothing.
    /// Errors: <see cref="ErrorCode.MemberNotFound"/>, <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    [Alias("JoinTeam")]
    Task<Result<Done>> JoinTeam(TeamId team, Actor actor);

    /// <summary>
    /// Takes the member out of a team. Repeating it changes nothing. Errors: <see cref="ErrorCode.MemberNotFound"/>.
    /// </summary>
    /// <param name="team">The team.</param>
    /// <param name="actor">Who asks; null when the team is gone, which is event enough for all its members.</param>
    [Alias("LeaveTeam")]
    Task<Result<Done>> LeaveTeam(TeamId team, Actor? actor);

    /// <summary>Waits until everything announced so far was received, at most <paramref name="timeout"/>; tells whether it was.</summary>
    [Alias("Settled"), AlwaysInterleave]
    Task<bool> Settled(TimeSpan timeout);
}
