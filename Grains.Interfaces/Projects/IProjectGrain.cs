using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// A project and its environments. Its organization makes it, archives it and restores it; its limits are the organization's.
/// Everything that is written under a project is written in its turn, so that an archived project stays as it is.
/// </summary>
[Alias("IProjectGrain")]
public partial interface IProjectGrain : IGrainWithStringKey
{
    /// <summary>Creates the project; called by its organization only. Repeating it changes nothing.</summary>
    [Alias("Create")]
    Task<Result<ProjectView>> Create(NewProject project, DateTimeOffset createdAt);

    /// <summary>Follows the organization, which has archived or restored the project; older news than the last is ignored.</summary>
    /// <param name="archivedAt">When it was archived; null when it was restored.</param>
    /// <param name="order">Counts the organization's decisions.</param>
    [Alias("Follow")]
    Task Follow(DateTimeOffset? archivedAt, long order);

    /// <summary>The project. Errors: <see cref="ErrorCode.ProjectNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<ProjectView>> Get();

    /// <summary>What the project says about access; null when there is no such project.</summary>
    [Alias("GetAccess"), AlwaysInterleave]
    ValueTask<ProjectAccess?> GetAccess();

    /// <summary>Waits until everything that the project has announced so far was received, at most <paramref name="timeout"/>; tells whether it was.</summary>
    [Alias("Settled"), AlwaysInterleave]
    Task<bool> Settled(TimeSpan timeout);

    /// <summary>
    /// Errors: <see cref="ErrorCode.ProjectNotFound"/>, <see cref="ErrorCode.ProjectArchived"/>,
    /// <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.RevisionMismatch"/>.
    /// </summary>
    [Alias("Update")]
    Task<Result<ProjectView>> Update(ProjectChanges changes, long? ifRevision, Actor actor);

    /// <summary>
    /// Gives a user or a team a role on the project, or takes it. Nobody gives or takes more than they hold. Errors:
    /// <see cref="ErrorCode.ProjectNotFound"/>, <see cref="ErrorCode.ProjectArchived"/>, <see cref="ErrorCode.MemberNotFound"/>, <see cref="ErrorCode.TeamNotFound"/>,
    /// <see cref="ErrorCode.RoleAboveOwn"/>, <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    /// <param name="holder">The user or team.</param>
    /// <param name="role">The role; null for none.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("SetRole")]
    Task<Result<Done>> SetRole(RoleHolder holder, Role? role, Actor actor);
}
