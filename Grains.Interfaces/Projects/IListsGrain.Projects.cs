using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IListsGrain
{
    /// <summary>Projects of an organization in the order they were made; those of one status only, if one is named.</summary>
    [Alias("Projects"), AlwaysInterleave]
    Task<Page<ProjectView>> Projects(OrganizationId organization, string? after, int limit, ProjectStatus? status = null);

    /// <summary>Who holds a role on a project: teams, then users, each in the order they were made. Errors: <see cref="ErrorCode.ProjectNotFound"/>.</summary>
    [Alias("ProjectRoles"), AlwaysInterleave]
    Task<Result<Page<ProjectRoleView>>> ProjectRoles(OrganizationId organization, ProjectId project, string? after, int limit);
}
