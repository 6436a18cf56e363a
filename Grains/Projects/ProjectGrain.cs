namespace Tenantry.Grains;

[GrainType("project")]
internal sealed class ProjectGrain(
    [PersistentState("record")] IPersistentState<Record<ProjectState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<ProjectState>(storage, surroundings), IProjectGrain
{
    private ProjectState? _accessOf;
    private ProjectAccess? _access;

    private OrganizationId Organization
    {
        get
        {
            var partition = RecordKey.Of(this.GetGrainId()).Partition;
            return OrganizationId.Wrap(partition[(partition.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        }
    }

    private ProjectId Id => ProjectId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    public async Task<Result<ProjectView>> Create(NewProject project, DateTimeOffset createdAt)
    {
        if (State.Created) return View();

        await Commit(ProjectState.From(project, createdAt));
        return View();
    }

    public Task<Result<ProjectView>> Get()
        => Task.FromResult<Result<ProjectView>>(State.Created ? View() : Errors.ProjectNotFound(Id));

    public ValueTask<ProjectAccess?> GetAccess()
    {
        if (!ReferenceEquals(_accessOf, State))
            (_accessOf, _access) = (State, State.Access());
        return new(_access);
    }

    public async Task<Result<ProjectView>> Update(ProjectChanges changes, long? ifRevision, Actor actor)
    {
        if (!State.Created) return Errors.ProjectNotFound(Id);
        if (ifRevision is { } expected && expected != Revision) return Errors.RevisionMismatch();

        var rules = new FieldRules();
        var name = rules.OptionalLine("name", changes.Name) ?? State.Name;
        if (rules.AreBroken) return rules.ToError();
        if (name == State.Name) return View();

        await Commit(
            State with { Name = name },
            Announce(EventTypes.ProjectRenamed, actor, Id.Value, ("before", State.Name), ("after", name)));
        return View();
    }

    public async Task<Result<EnvironmentView>> CreateEnvironment(
        NewEnvironment environment, long? limit, string? upgradeTo, Actor actor)
    {
        if (!State.Created) return Errors.ProjectNotFound(Id);
        if (State.Environments.FirstOrDefault(existing => existing.Id == environment.Id) is { } repeated) return repeated;
        if (State.Environments.Any(existing => string.Equals(existing.Name, environment.Name, StringComparison.OrdinalIgnoreCase)))
            return Errors.EnvironmentNameTaken(environment.Name);
        if (State.Environments.Length >= limit)
            return Errors.LimitReached(new LimitReached(Meters.Environments, limit.Value, State.Environments.Length, Requested: 1, upgradeTo));

        var view = ProjectState.From(environment);
        await Commit(
            State with { Environments = State.Environments.Add(view) },
            Announce(EventTypes.EnvironmentCreated, actor, view.Id.Value, ("name", view.Name), ("project", Id.Value)));
        return view;
    }

    private AppendEvents Announce(string type, Actor actor, string subject, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(Organization, [TenantEvents.New(Ids, Now, type, actor, subject, data)]);

    private ProjectView View() => State.View(Id, Revision);
}
