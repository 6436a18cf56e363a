using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains;

/// <summary>One member on the roster of a team.</summary>
internal sealed record RosterRecord
{
    /// <summary>The version of this layout.</summary>
    public int Format { get; init; } = 1;

    public required DateTimeOffset JoinedAt { get; init; }
}

/// <summary>A stateless worker and not a grain for each entry, for the reason that the directory is one.</summary>
[StatelessWorker, GrainType("roster")]
internal sealed class RosterGrain(IRecordStore store, IGrainFactory grains) : Grain, IRosterGrain
{
    /// <summary>The partition that holds the roster of a team, in the order of the users' ids.</summary>
    public static string Partition(TeamId team) => $"team-member/{TypedId.Key(team)}";

    public async Task Follow(OrganizationId organization, UserId user, ImmutableArray<TeamId> teams, DateTimeOffset? joinedAt)
    {
        // Who is disabled stays in their teams.
        var held = await grains.Membership(organization, user).GetHeld();
        await Task.WhenAll(teams.Select(team =>
            held is null || !held.Teams.Contains(team) ? Remove(team, user)
                : joinedAt is { } at ? Add(organization, team, user, at)
                : Task.CompletedTask));
    }

    private async Task Add(OrganizationId organization, TeamId team, UserId user, DateTimeOffset joinedAt)
    {
        // A conflict says that the entry is there already, from a repetition of this.
        await store.Write(new RecordWrite
        {
            Key = new RecordKey(Partition(team), TypedId.Key(user)),
            WriteId = RecordWrite.NewWriteId(),
            Body = GrainJson.ToBytes(new RosterRecord { JoinedAt = joinedAt }),
        });

        // A team that was dissolved in between may have looked at its roster before this entry was there. One that is dissolved
        // after this look sees the entry.
        if (await grains.Team(organization, team).IsDissolved())
            await grains.Membership(organization, user).LeaveTeam(team, actor: null);
    }

    private async Task Remove(TeamId team, UserId user)
    {
        var key = new RecordKey(Partition(team), TypedId.Key(user));
        WriteStatus status;
        do
        {
            if (await store.Read(key) is not { } entry)
                return;
            status = (await store.Write(new RecordWrite { Key = key, Expected = entry.Etag, WriteId = RecordWrite.NewWriteId() })).Status;
        }
        while (status == WriteStatus.Conflict);
    }
}
