namespace Tenantry.Grains;

internal sealed partial class MembershipGrain
{
    private const int MostProjectRoles = 100;

    public async Task<Result<Done>> SetProjectRole(ProjectId project, Role? role, Actor actor)
    {
        if (State.Roles is null) return Errors.MemberNotFound(User);
        var before = State.ProjectRoles.TryGetValue(project, out var held) ? held : (Role?)null;
        if (before == role) return new Done();
        if (before is null && State.ProjectRoles.Count >= MostProjectRoles)
            return Errors.CapacityReached("projects that a member has a role on", MostProjectRoles);

        await CommitUnseen(
            State with { ProjectRoles = role is { } given ? State.ProjectRoles.SetItem(project, given) : State.ProjectRoles.Remove(project) },
            new AppendEvents(Organization,
            [
                TenantEvents.New(Ids, Now, EventTypes.ProjectRoleChanged, actor, project.Value, ("user", User.Value))
                    .Changing(("role", before?.Name(), role?.Name())),
            ]),
            new FollowProjectRoles(Organization, User, [project]));
        return new Done();
    }

    /// <summary>What takes a member who goes off the lists of their projects.</summary>
    private Message[] LeaveProjects()
        => State.ProjectRoles.IsEmpty ? [] : [new FollowProjectRoles(Organization, User, [.. State.ProjectRoles.Keys])];
}
