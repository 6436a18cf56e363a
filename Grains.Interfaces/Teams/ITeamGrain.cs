using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// A team of an organization. Whether it is, what it is called and what it grants is decided by the organization's access policy,
/// which tells it by messages that carry an order number; older ones than the last are ignored. It lets members in and out.
/// </summary>
[Alias("ITeamGrain")]
public interface ITeamGrain : IGrainWithStringKey
{
    /// <summary>
    /// Makes the team; called by the access policy's outbox only. Repeating it changes nothing. False: it was dissolved, and stays so.
    /// </summary>
    [Alias("Create")]
    Task<bool> Create(string name, DateTimeOffset createdAt, long order);

    /// <summary>Gives it another name; called by the access policy's outbox only.</summary>
    [Alias("Rename")]
    Task Rename(string name, long order);

    /// <summary>Ends the team and takes its members out, 50 at a time; called by the access policy's outbox only.</summary>
    [Alias("Dissolve")]
    Task Dissolve(long order);

    /// <summary>The team, without its roles; null when there is none, any more or yet.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<TeamView?> Get();

    /// <summary>Whether there was such a team and is none any more.</summary>
    [Alias("IsDissolved"), AlwaysInterleave]
    ValueTask<bool> IsDissolved();

    /// <summary>
    /// Lets a member of the organization in; whoever is in stays so. Errors: <see cref="ErrorCode.TeamNotFound"/>,
    /// <see cref="ErrorCode.MemberNotFound"/>, <see cref="ErrorCode.CapacityReached"/> when the member is in too many teams.
    /// </summary>
    [Alias("AddMember")]
    Task<Result<Done>> AddMember(UserId user, Actor actor);

    /// <summary>
    /// Lets a member out; whoever is not in stays so. Errors: <see cref="ErrorCode.TeamNotFound"/>, <see cref="ErrorCode.MemberNotFound"/>.
    /// </summary>
    [Alias("RemoveMember")]
    Task<Result<Done>> RemoveMember(UserId user, Actor actor);
}
