namespace Tenantry.Grains;

// How many projects are in use is decided in the organization's turn, which counts them. A decision counts from the commit on:
// projects follow by the outbox. Which ones are archived is known here by their numbers, so that no decision rests on what a project
// has heard so far.
internal sealed partial class OrganizationGrain
{
    public async Task<Result<ProjectView>> CreateProject(NewProject project, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        // A project that exists was counted when it was made; the caller did not hear of it and asks again.
        if (await Grains.Project(Id, project.Id).Get() is { Succeeded: true } existing) return existing;
        if (Announced<MakeProject>(message => message.Project.Id == project.Id) is { } announced) return announced.View();
        // What a reservation holds is free for the project that is made with it.
        var state = project.Reservation is { } reservation ? State.Redeem(Meters.Projects, reservation) : State;
        if (state is null) return Errors.ReservationNotFound(project.Reservation!.Value);
        if (!state.HasRoomFor(Meters.Projects)) return await OutOf(Meters.Projects, state.InUseOf(Meters.Projects));

        var next = state.Use(Meters.Projects) with { LastProject = State.LastProject + 1 };
        var make = new MakeProject(Id, project with { Ordinal = next.LastProject }, Now);
        await CommitUnseen(next, make, new AppendEvents(Id, OrganizationMessages.ProjectEvents(make, actor, Ids)));
        return make.View();
    }

    public async Task<Result<Done>> ArchiveProject(ProjectId project, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (await OrdinalOf(project) is not { } ordinal) return Errors.ProjectNotFound(project);
        if (State.ArchivedProjects.Contains(ordinal)) return new Done();
        if (State.ArchivedProjects.Count >= OrganizationState.MostArchivedProjects)
            return Errors.CapacityReached("archived projects", OrganizationState.MostArchivedProjects);

        await Decide(State.Archive(ordinal), project, ordinal, Now, EventTypes.ProjectArchived, actor);
        return new Done();
    }

    public async Task<Result<Done>> RestoreProject(ProjectId project, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (await OrdinalOf(project) is not { } ordinal) return Errors.ProjectNotFound(project);
        if (!State.ArchivedProjects.Contains(ordinal)) return new Done();
        if (!State.HasRoomFor(Meters.Projects)) return await OutOf(Meters.Projects, State.InUseOf(Meters.Projects));

        await Decide(State.Restore(ordinal), project, ordinal, archivedAt: null, EventTypes.ProjectRestored, actor);
        return new Done();
    }

    public async Task<Result<EnvironmentView>> CreateEnvironment(ProjectId project, NewEnvironment environment, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;

        var upgradeTo = State.EnvironmentLimit is { } limit ? await UpgradeFor(Meters.Environments, limit) : null;
        return await Grains.Project(Id, project).CreateEnvironment(environment, State.EnvironmentLimit, upgradeTo, actor);
    }

    public async Task<Result<EnvironmentView>> RenameEnvironment(
        ProjectId project, EnvironmentId environment, string? name, long? ifRevision, Actor actor)
        => Refusal() is { } refusal ? refusal
            : await Grains.Project(Id, project).RenameEnvironment(environment, name, ifRevision, State.EnvironmentLimit, actor);

    public async Task<Result<EnvironmentView>> RotateKey(
        ProjectId project, EnvironmentId environment, string newKey, TimeSpan overlap, Actor actor)
        => Refusal() is { } refusal ? refusal
            : await Grains.Project(Id, project).RotateKey(environment, newKey, overlap, State.EnvironmentLimit, actor);

    public async Task<Result<Done>> EndPreviousKey(ProjectId project, EnvironmentId environment, Actor actor)
        => Refusal() is { } refusal ? refusal
            : await Grains.Project(Id, project).EndPreviousKey(environment, State.EnvironmentLimit, actor);

    public async Task<Result<EnvironmentValues>> WriteValues(
        ProjectId project, EnvironmentId environment, ValueChanges changes, long? ifRevision, Actor actor)
        => Refusal() is { } refusal ? refusal
            : await Grains.Project(Id, project).WriteValues(environment, changes, ifRevision, State.EnvironmentLimit, actor);

    public async Task<Result<EnvironmentValues>> Promote(ProjectId project, Promotion promotion, Actor actor)
        => Refusal() is { } refusal ? refusal
            : await Grains.Project(Id, project).Promote(promotion, State.EnvironmentLimit, actor);

    /// <summary>A project's number, made already or only announced; null when there is no such project. It never changes.</summary>
    private async ValueTask<long?> OrdinalOf(ProjectId project)
        => Announced<MakeProject>(message => message.Project.Id == project)?.Project.Ordinal
            ?? (await Grains.Project(Id, project).GetAccess())?.Ordinal;

    private Task Decide(OrganizationState decided, ProjectId project, long ordinal, DateTimeOffset? archivedAt, EventType type, Actor actor)
    {
        var next = decided with { Order = State.Order + 1 };
        // While there are too many, which of them are frozen depends on which of them are in use.
        return CommitUnseen(
            next,
            [
                new ArchiveOrRestore(Id, project, ordinal, archivedAt, next.Order),
                new AppendEvents(Id, [TenantEvents.New(Ids, Now, type, actor, project.Value)]),
                .. Reckoning(next),
            ]);
    }
}
