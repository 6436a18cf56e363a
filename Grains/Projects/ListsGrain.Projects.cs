using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class ListsGrain
{
    public Task<Page<ProjectView>> Projects(OrganizationId organization, string? after, int limit, ProjectStatus? status)
        => Read<Record<ProjectState>, ProjectView>(
            $"project/{TypedId.Key(organization)}", after, limit,
            (key, record) => record.State.Created && (status is null || record.State.Status == status)
                ? record.State.View(ProjectId.Wrap(key), record.Revision)
                : null);

    public async Task<Result<Page<ProjectRoleView>>> ProjectRoles(OrganizationId organization, ProjectId project, string? after, int limit)
    {
        if (await grains.Project(organization, project).GetAccess() is not { } access) return Errors.ProjectNotFound(project);

        // Ids of teams come before ids of users, so one key says how far a reader is in both.
        var teams = await TeamRoles(organization, access, after);
        if (teams.Length > limit)
            return new Page<ProjectRoleView>(teams[..limit], teams[limit - 1].Team!.Value.Value);

        var users = await UserRoles(organization, project, UserId.TryParse(after, null, out _) ? after : null, limit - teams.Length);
        return users with { Items = [.. teams, .. users.Items] };
    }

    private async Task<ImmutableArray<ProjectRoleView>> TeamRoles(OrganizationId organization, ProjectAccess access, string? after)
    {
        var teams = access.TeamRoles.Keys
            .Where(team => string.CompareOrdinal(team.Value, after) > 0)
            .OrderBy(team => team.Value, StringComparer.Ordinal)
            .ToImmutableArray();
        // A team that was deleted grants nothing, whoever may still name it.
        var living = await grains.AccessPolicy(organization).RolesOf(teams);
        return
        [
            .. teams.Where((_, index) => living[index] is not null)
                .Select(team => new ProjectRoleView { Team = team, Role = access.TeamRoles[team] }),
        ];
    }

    private async Task<Page<ProjectRoleView>> UserRoles(OrganizationId organization, ProjectId project, string? after, int limit)
    {
        var users = ImmutableArray.CreateBuilder<ProjectRoleView>(limit);
        while (true)
        {
            var entries = await store.ReadPartition(ProjectRosterGrain.Partition(organization, project), after, limit + 1);
            var found = await Task.WhenAll(entries.Select(entry => UserRole(organization, project, entry.Key.Key)));
            for (var i = 0; i < entries.Count; i++)
            {
                if (users.Count == limit)
                    return new Page<ProjectRoleView>(users.ToImmutable(), after ?? LastTeam);

                after = entries[i].Key.Key;
                if (found[i] is { } user)
                    users.Add(user);
            }

            if (entries.Count <= limit)
                return new Page<ProjectRoleView>(users.ToImmutable(), Next: null);
        }
    }

    // After every team and before every user, for a page that ends with the last team.
    private const string LastTeam = "tea_z";

    // The entry says only that the user may hold a role; the membership, whether that is so.
    private async Task<ProjectRoleView?> UserRole(OrganizationId organization, ProjectId project, string user)
        => await store.Read(new RecordKey($"membership/{TypedId.Key(organization)}", user)) is { } record
            && GrainJson.Read<Record<MembershipState>>(record.Body).State is { Roles: not null } membership
            && membership.ProjectRoles.TryGetValue(project, out var role)
            ? new() { User = UserId.Wrap(user), Role = role }
            : null;
}
