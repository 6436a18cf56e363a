using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>A project and its environments. Its organization makes it; its limits are the organization's.</summary>
[Alias("IProjectGrain")]
public interface IProjectGrain : IGrainWithStringKey
{
    /// <summary>Creates the project; called by its organization only. Repeating it changes nothing.</summary>
    [Alias("Create")]
    Task<Result<ProjectView>> Create(NewProject project, DateTimeOffset createdAt);

    /// <summary>The project. Errors: <see cref="ErrorCode.ProjectNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<ProjectView>> Get();

    /// <summary>What the project says about access; null when there is none.</summary>
    [Alias("GetAccess"), AlwaysInterleave]
    ValueTask<ProjectAccess?> GetAccess();

    /// <summary>Errors: <see cref="ErrorCode.ProjectNotFound"/>, <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.RevisionMismatch"/>.</summary>
    [Alias("Update")]
    Task<Result<ProjectView>> Update(ProjectChanges changes, long? ifRevision, Actor actor);

    /// <summary>
    /// Creates an environment; called by the organization, which knows the limit. Repeating it with the same id answers the
    /// environment. Errors: <see cref="ErrorCode.ProjectNotFound"/>, <see cref="ErrorCode.ValidationFailed"/>,
    /// <see cref="ErrorCode.EnvironmentNameTaken"/>, <see cref="ErrorCode.LimitReached"/>.
    /// </summary>
    /// <param name="environment">What to make.</param>
    /// <param name="limit">How many environments a project may have; null for no limit.</param>
    /// <param name="upgradeTo">The plan to name in a refusal.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("CreateEnvironment")]
    Task<Result<EnvironmentView>> CreateEnvironment(NewEnvironment environment, long? limit, string? upgradeTo, Actor actor);
}
