using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// What belongs to one environment alone: its variables and its settings. Only its project calls it, which knows whose it is and
/// whether it may be written.
/// </summary>
[Alias("IEnvironmentGrain")]
public interface IEnvironmentGrain : IGrainWithStringKey
{
    [Alias("Get"), AlwaysInterleave]
    Task<EnvironmentValues> Get(ValueKind kind);

    /// <summary>Changes values of one kind. Errors: <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.RevisionMismatch"/>.</summary>
    /// <param name="project">The environment's project.</param>
    /// <param name="changes">What to change.</param>
    /// <param name="ifRevision">The revision the caller has seen; null to change whatever there is.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("Write")]
    Task<Result<EnvironmentValues>> Write(ProjectId project, ValueChanges changes, long? ifRevision, Actor actor);

    /// <summary>
    /// Takes over settings of another environment of the same project, in one commit. Repeating it answers the settings.
    /// Errors: <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.RevisionMismatch"/> when either side has changed.
    /// </summary>
    /// <param name="project">The environments' project.</param>
    /// <param name="promotion">What to promote.</param>
    /// <param name="source">The settings to promote, as they are now.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("Promote")]
    Task<Result<EnvironmentValues>> Promote(ProjectId project, Promotion promotion, EnvironmentValues source, Actor actor);
}
