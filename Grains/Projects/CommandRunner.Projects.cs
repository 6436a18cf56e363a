namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<ProjectView>> Run(CreateProject create, CommandIds ids)
    {
        var rules = new FieldRules();
        var name = rules.Line("name", create.Name);
        if (rules.AreBroken) return rules.ToError();

        var project = new NewProject
        {
            Id = ids.For<ProjectId>("project"),
            Name = name,
            Environments = DefaultEnvironments(ids),
            Reservation = create.Reservation,
        };
        return await Settled(create.Organization, grains.Organization(create.Organization).CreateProject(project, create.Actor));
    }

    private Task<Result<ProjectView>> Run(ArchiveProject archive)
        => Project(archive.Organization, archive.Project, grains.Organization(archive.Organization).ArchiveProject(archive.Project, archive.Actor));

    private Task<Result<ProjectView>> Run(RestoreProject restore)
        => Project(restore.Organization, restore.Project, grains.Organization(restore.Organization).RestoreProject(restore.Project, restore.Actor));

    private async Task<Result<ProjectRoleView>> Run(GiveProjectRole give)
    {
        var rules = new FieldRules();
        var role = rules.Role("role", give.Role);
        if (rules.AreBroken) return rules.ToError();

        var done = await Settled(give.Organization, give.Project, give.Holder, role, give.Actor);
        return done.Succeeded ? ProjectRoleView.Of(give.Holder, role) : done.Error;
    }

    private Task<Result<Done>> Run(TakeProjectRole take)
        => Settled(take.Organization, take.Project, take.Holder, role: null, take.Actor);

    // The project as it is once it has heard of the decision.
    private async Task<Result<ProjectView>> Project(OrganizationId organization, ProjectId project, Task<Result<Done>> command)
    {
        var decided = await Settled(organization, command);
        return decided.Succeeded ? await grains.Project(organization, project).Get() : decided.Error;
    }

    private async Task<Result<Done>> Settled(OrganizationId organization, ProjectId project, RoleHolder holder, Role? role, Actor actor)
    {
        var command = grains.Project(organization, project).SetRole(holder, role, actor);
        return await (holder.User is { } user ? Settled(command, grains.Membership(organization, user).Settled) : command);
    }
}
