using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class ListsGrain
{
    public async Task<Page<TeamView>> Teams(OrganizationId organization, string? after, int limit)
    {
        var page = await Read<Record<TeamState>, TeamView>(
            TeamNames.Partition(organization), after, limit, (key, record) => record.State.View(TeamId.Wrap(key)));
        var roles = await grains.AccessPolicy(organization).RolesOf([.. page.Items.Select(team => team.Id)]);
        // A team that the access policy does not know any more is about to be dissolved.
        return page with
        {
            Items =
            [
                .. page.Items.Zip(roles).Where(pair => pair.Second is not null)
                    .Select(pair => pair.First with { Role = pair.Second!.Role, CustomRoles = pair.Second.CustomRoles }),
            ],
        };
    }

    public async Task<Result<Page<TeamMemberView>>> TeamMembers(OrganizationId organization, TeamId team, string? after, int limit)
    {
        if (await grains.AccessPolicy(organization).RolesOf([team]) is [null]) return Errors.TeamNotFound(team);

        var members = ImmutableArray.CreateBuilder<TeamMemberView>(limit);
        while (true)
        {
            var entries = await store.ReadPartition(RosterGrain.Partition(team), after, limit + 1);
            var found = await Task.WhenAll(entries.Select(entry => Member(organization, team, entry)));
            for (var i = 0; i < entries.Count; i++)
            {
                if (members.Count == limit)
                    return new Page<TeamMemberView>(members.ToImmutable(), after);

                after = entries[i].Key.Key;
                if (found[i] is { } member)
                    members.Add(member);
            }

            if (entries.Count <= limit)
                return new Page<TeamMemberView>(members.ToImmutable(), Next: null);
        }
    }

    // The entry says only that the user may be in the team; the membership, whether that is so, and who it is.
    private async Task<TeamMemberView?> Member(OrganizationId organization, TeamId team, StoredRecord entry)
    {
        var user = entry.Key.Key;
        if (await store.Read(new RecordKey($"membership/{TypedId.Key(organization)}", user)) is not { } record)
            return null;

        var membership = GrainJson.Read<Record<MembershipState>>(record.Body).State;
        return membership.Roles is null || !membership.Teams.Contains(team) ? null : new()
        {
            Id = UserId.Wrap(user),
            Email = membership.Email,
            Name = membership.Name,
            JoinedAt = GrainJson.Read<RosterRecord>(entry.Body).JoinedAt,
        };
    }
}
