namespace Tenantry.Grains;

[GrainType("project")]
internal sealed partial class ProjectGrain(
    [PersistentState("record")] IPersistentState<Record<ProjectState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<ProjectState>(storage, surroundings), IProjectGrain
{
    private ProjectState? _accessOf;
    private ProjectAccess? _access;

    private OrganizationId Organization => OrganizationId.Wrap(RecordKey.Of(this.GetGrainId()).Partition["project/".Length..]);

    private ProjectId Id => ProjectId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    public async Task<Result<ProjectView>> Create(NewProject project, DateTimeOffset createdAt)
    {
        if (State.Created) return View();

        await Commit(ProjectState.From(project, createdAt));
        return View();
    }

    public async Task Follow(DateTimeOffset? archivedAt, long order)
    {
        if (order > State.Order && State.Created)
            await Commit(State with { ArchivedAt = archivedAt, Order = order });
    }

    public Task<Result<ProjectView>> Get()
        => Task.FromResult<Result<ProjectView>>(State.Created ? View() : Errors.ProjectNotFound(Id));

    public ValueTask<ProjectAccess?> GetAccess()
    {
        if (!ReferenceEquals(_accessOf, State))
            (_accessOf, _access) = (State, State.Access());
        return new(_access);
    }

    public Task<bool> Settled(TimeSpan timeout) => WhenDelivered(timeout);

    public async Task<Result<ProjectView>> Update(ProjectChanges changes, long? ifRevision, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (ifRevision is { } expected && expected != Revision) return Errors.RevisionMismatch();

        var rules = new FieldRules();
        var name = rules.OptionalLine("name", changes.Name) ?? State.Name;
        if (rules.AreBroken) return rules.ToError();
        if (name == State.Name) return View();

        await Commit(
            State with { Name = name },
            Announce(EventTypes.ProjectRenamed, actor, Id.Value).Changing(("name", State.Name, name)));
        return View();
    }

    private Error? Refusal()
        => !State.Created ? Errors.ProjectNotFound(Id)
            : State.ArchivedAt is not null ? Errors.ProjectArchived()
            : null;

    private AppendEvents Announce(EventType type, Actor actor, string subject, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(Organization, [TenantEvents.New(Ids, Now, type, actor, subject, data)]);

    private ProjectView View() => State.View(Id, Revision);
}
