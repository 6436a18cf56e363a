namespace Tenantry.Grains.Interfaces;

public partial interface IMembershipGrain
{
    /// <summary>
    /// Gives the member a role on a project, or takes it; called by the project only, which decides whether that may be.
    /// Errors: <see cref="ErrorCode.MemberNotFound"/>, <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="role">The role; null for none.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("SetProjectRole")]
    Task<Result<Done>> SetProjectRole(ProjectId project, Role? role, Actor actor);
}
