using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

// The organization counts its projects and knows the limits. What changes an environment comes through it, and takes the limit of
// environments along; such a call changes nothing of the organization itself, so it may overlap with its commands.
public partial interface IOrganizationGrain
{
    /// <summary>
    /// Creates a project if the subscription has room. Repeating it with the same id answers the project.
    /// Errors: <see cref="ErrorCode.OrganizationNotFound"/>, <see cref="ErrorCode.OrganizationSuspended"/>,
    /// <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.LimitReached"/>, <see cref="ErrorCode.ReservationNotFound"/>.
    /// </summary>
    [Alias("CreateProject")]
    Task<Result<ProjectView>> CreateProject(NewProject project, Actor actor);

    /// <summary>
    /// Puts a project away; archiving an archived one changes nothing. Errors: those of <see cref="CreateProject"/>,
    /// <see cref="ErrorCode.ProjectNotFound"/>, <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    [Alias("ArchiveProject")]
    Task<Result<Done>> ArchiveProject(ProjectId project, Actor actor);

    /// <summary>
    /// Takes a project back into use if the subscription has room; restoring an active one changes nothing. Errors: those of
    /// <see cref="CreateProject"/>, <see cref="ErrorCode.ProjectNotFound"/>.
    /// </summary>
    [Alias("RestoreProject")]
    Task<Result<Done>> RestoreProject(ProjectId project, Actor actor);

    /// <summary>Creates an environment in a project if the subscription has room. Errors: those of <see cref="IProjectGrain.CreateEnvironment"/>.</summary>
    [Alias("CreateEnvironment"), AlwaysInterleave]
    Task<Result<EnvironmentView>> CreateEnvironment(ProjectId project, NewEnvironment environment, Actor actor);

    /// <summary>Renames an environment. Errors: those of <see cref="IProjectGrain.RenameEnvironment"/>.</summary>
    [Alias("RenameEnvironment"), AlwaysInterleave]
    Task<Result<EnvironmentView>> RenameEnvironment(
        ProjectId project, EnvironmentId environment, string? name, long? ifRevision, Actor actor);

    /// <summary>Gives an environment a new publishable key. Errors: those of <see cref="IProjectGrain.RotateKey"/>.</summary>
    [Alias("RotateKey"), AlwaysInterleave]
    Task<Result<EnvironmentView>> RotateKey(
        ProjectId project, EnvironmentId environment, string newKey, TimeSpan overlap, Actor actor);

    /// <summary>Ends the time of an environment's previous key. Errors: those of <see cref="IProjectGrain.EndPreviousKey"/>.</summary>
    [Alias("EndPreviousKey"), AlwaysInterleave]
    Task<Result<Done>> EndPreviousKey(ProjectId project, EnvironmentId environment, Actor actor);

    /// <summary>Changes variables or settings. Errors: those of <see cref="IProjectGrain.WriteValues"/>.</summary>
    [Alias("WriteValues"), AlwaysInterleave]
    Task<Result<EnvironmentValues>> WriteValues(
        ProjectId project, EnvironmentId environment, ValueChanges changes, long? ifRevision, Actor actor);

    /// <summary>Promotes settings from one environment to another. Errors: those of <see cref="IProjectGrain.Promote"/>.</summary>
    [Alias("Promote"), AlwaysInterleave]
    Task<Result<EnvironmentValues>> Promote(ProjectId project, Promotion promotion, Actor actor);
}
