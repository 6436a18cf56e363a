using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

// Where a limit is asked for, it is how many environments a project may have by the organization's plan, null for no limit; what
// is beyond it, the oldest first, can only be read.
public partial interface IProjectGrain
{
    /// <summary>
    /// Creates an environment; called by the organization, which knows the limit. Repeating it with the same id answers the
    /// environment. Errors: <see cref="ErrorCode.ProjectNotFound"/>, <see cref="ErrorCode.ProjectArchived"/>,
    /// <see cref="ErrorCode.EnvironmentNameTaken"/>, <see cref="ErrorCode.LimitReached"/>.
    /// </summary>
    /// <param name="environment">What to make.</param>
    /// <param name="limit">How many environments a project may have; null for no limit.</param>
    /// <param name="upgradeTo">The plan to name in a refusal.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("CreateEnvironment")]
    Task<Result<EnvironmentView>> CreateEnvironment(NewEnvironment environment, long? limit, string? upgradeTo, Actor actor);

    /// <summary>An environment. Errors: <see cref="ErrorCode.ProjectNotFound"/>, <see cref="ErrorCode.EnvironmentNotFound"/>.</summary>
    [Alias("GetEnvironment"), AlwaysInterleave]
    Task<Result<EnvironmentView>> GetEnvironment(EnvironmentId environment);

    /// <summary>
    /// Errors: <see cref="ErrorCode.ProjectNotFound"/>, <see cref="ErrorCode.ProjectArchived"/>,
    /// <see cref="ErrorCode.EnvironmentNotFound"/>, <see cref="ErrorCode.Frozen"/>, <see cref="ErrorCode.ValidationFailed"/>,
    /// <see cref="ErrorCode.EnvironmentNameTaken"/>, <see cref="ErrorCode.RevisionMismatch"/>.
    /// </summary>
    /// <param name="environment">Which one.</param>
    /// <param name="name">The new name; null leaves it.</param>
    /// <param name="ifRevision">The revision the caller has seen; null to change whatever there is.</param>
    /// <param name="limit">How many environments can be written.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("RenameEnvironment")]
    Task<Result<EnvironmentView>> RenameEnvironment(EnvironmentId environment, string? name, long? ifRevision, long? limit, Actor actor);

    /// <summary>
    /// Gives an environment a new publishable key, good at once; the one before is good until the overlap ends, and no other is.
    /// Repeating it with the same key answers the environment. Errors: <see cref="ErrorCode.ProjectNotFound"/>,
    /// <see cref="ErrorCode.ProjectArchived"/>, <see cref="ErrorCode.EnvironmentNotFound"/>, <see cref="ErrorCode.Frozen"/>.
    /// </summary>
    [Alias("RotateKey")]
    Task<Result<EnvironmentView>> RotateKey(EnvironmentId environment, string newKey, TimeSpan overlap, long? limit, Actor actor);

    /// <summary>Ends the time of the previous key now; without one, nothing changes. Errors: those of <see cref="RotateKey"/>.</summary>
    [Alias("EndPreviousKey")]
    Task<Result<Done>> EndPreviousKey(EnvironmentId environment, long? limit, Actor actor);

    /// <summary>
    /// The environment that a publishable key speaks for, as this project has it now. Errors:
    /// <see cref="ErrorCode.EnvironmentKeyNotFound"/>.
    /// </summary>
    [Alias("Resolve"), AlwaysInterleave]
    Task<Result<ResolvedEnvironment>> Resolve(string key);

    /// <summary>The values of an environment. Errors: <see cref="ErrorCode.ProjectNotFound"/>, <see cref="ErrorCode.EnvironmentNotFound"/>.</summary>
    [Alias("GetValues"), AlwaysInterleave]
    Task<Result<EnvironmentValues>> GetValues(EnvironmentId environment, ValueKind kind);

    /// <summary>
    /// Changes the values of an environment. Errors: those of <see cref="RotateKey"/> and of <see cref="IEnvironmentGrain.Write"/>.
    /// </summary>
    [Alias("WriteValues")]
    Task<Result<EnvironmentValues>> WriteValues(
        EnvironmentId environment, ValueChanges changes, long? ifRevision, long? limit, Actor actor);

    /// <summary>What a promotion would change. Errors: those of <see cref="GetValues"/>, <see cref="ErrorCode.ValidationFailed"/>.</summary>
    [Alias("Diff"), AlwaysInterleave]
    Task<Result<SettingsDiff>> Diff(EnvironmentId from, EnvironmentId to);

    /// <summary>
    /// Promotes settings from one environment of the project to another. Errors: those of <see cref="RotateKey"/>, for the target, and of
    /// <see cref="IEnvironmentGrain.Promote"/>.
    /// </summary>
    [Alias("Promote")]
    Task<Result<EnvironmentValues>> Promote(Promotion promotion, long? limit, Actor actor);
}
