using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains;

/// <summary>One member on the roster of a project.</summary>
internal sealed record ProjectRosterRecord
{
    /// <summary>The version of this layout.</summary>
    public int Format { get; init; } = 1;
}

/// <summary>A stateless worker and not a grain for each entry, for the reason that the directory is one.</summary>
[StatelessWorker, GrainType("project-roster")]
internal sealed class ProjectRosterGrain(IRecordStore store) : Grain, IProjectRosterGrain
{
    /// <summary>The partition that holds the roster of a project, in the order of the users' ids.</summary>
    public static string Partition(OrganizationId organization, ProjectId project)
        => $"project-member/{TypedId.Key(organization)}/{TypedId.Key(project)}";

    public async Task Follow(OrganizationId organization, UserId user, ImmutableArray<ProjectId> projects)
    {
        // Who is disabled keeps their roles.
        var roles = (await GrainFactory.Membership(organization, user).GetHeld())?.ProjectRoles;
        await Task.WhenAll(projects.Select(project =>
        {
            var key = new RecordKey(Partition(organization, project), TypedId.Key(user));
            return roles?.ContainsKey(project) == true ? Add(key) : Remove(key);
        }));
    }

    // A conflict says that the entry is there already.
    private Task<WriteOutcome> Add(RecordKey key) => store.Write(new RecordWrite
    {
        Key = key,
        WriteId = RecordWrite.NewWriteId(),
        Body = GrainJson.ToBytes(new ProjectRosterRecord()),
    });

    private async Task Remove(RecordKey key)
    {
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
