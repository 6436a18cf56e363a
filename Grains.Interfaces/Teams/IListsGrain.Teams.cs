using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IListsGrain
{
    /// <summary>Teams of an organization in the order they were made.</summary>
    [Alias("Teams"), AlwaysInterleave]
    Task<Page<TeamView>> Teams(OrganizationId organization, string? after, int limit);

    /// <summary>
    /// Members of a team in the order their accounts were made. Errors: <see cref="ErrorCode.TeamNotFound"/>.
    /// </summary>
    [Alias("TeamMembers"), AlwaysInterleave]
    Task<Result<Page<TeamMemberView>>> TeamMembers(OrganizationId organization, TeamId team, string? after, int limit);
}
