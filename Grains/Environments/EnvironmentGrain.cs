namespace Tenantry.Grains;

[GrainType("environment")]
internal sealed class EnvironmentGrain(
    [PersistentState("record")] IPersistentState<Record<EnvironmentState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<EnvironmentState>(storage, surroundings), IEnvironmentGrain
{
    private OrganizationId Organization => OrganizationId.Wrap(RecordKey.Of(this.GetGrainId()).Partition["environment/".Length..]);

    private EnvironmentId Id => EnvironmentId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    public Task<EnvironmentValues> Get(ValueKind kind) => Task.FromResult(State.Get(kind));

    public async Task<Result<EnvironmentValues>> Write(ProjectId project, ValueChanges changes, long? ifRevision, Actor actor)
    {
        var before = State.Get(changes.Kind);
        if (ifRevision is { } expected && expected != before.Revision) return Errors.RevisionMismatch();
        if (ValueRules.Refusal(changes) is { } broken) return broken;

        var after = before with { Values = ValueRules.Apply(before.Values, changes) };
        var next = State.With(changes.Kind, after);
        if (Overflow(next, after, "values") is { } overflow) return overflow;
        var diff = Promoting.Diff(after, before);
        if (diff.Unchanged == before.Values.Count && diff.Added.IsEmpty) return before;

        var type = changes.Kind == ValueKind.Variables ? EventTypes.EnvironmentVariablesChanged : EventTypes.EnvironmentSettingsChanged;
        var happened = TenantEvents.New(Ids, Now, type, actor, Id.Value, ValueEvents.Data(project, diff));
        // A variable can be a password, so of variables the names are told only.
        await Commit(next, Announce(changes.Kind == ValueKind.Variables ? happened : happened.Changing(ValueEvents.Glimpses(diff))));
        return State.Get(changes.Kind);
    }

    public async Task<Result<EnvironmentValues>> Promote(ProjectId project, Promotion promotion, EnvironmentValues source, Actor actor)
    {
        var before = State.Get(ValueKind.Settings);
        if (State.LastPromotion == promotion.Id) return before;
        if (source.Revision != promotion.FromRevision || before.Revision != promotion.ToRevision) return Errors.RevisionMismatch();
        var asked = Promoting.Only(Promoting.Diff(source, before), promotion.Only);
        if (!asked.Succeeded) return asked.Error;

        var after = Promoting.Apply(asked.Value, before);
        var next = State.With(ValueKind.Settings, after) with { LastPromotion = promotion.Id };
        if (Overflow(next, after, "to") is { } overflow) return overflow;
        if (asked.Value is { Added.IsEmpty: true, Changed.IsEmpty: true, Removed.IsEmpty: true }) return before;

        var happened = TenantEvents.New(
            Ids, Now, EventTypes.EnvironmentPromoted, actor, Id.Value,
            [("from", promotion.From.Value), .. ValueEvents.Data(project, asked.Value)]).Changing(ValueEvents.Glimpses(asked.Value));
        await Commit(next, Announce(happened with { Id = promotion.Id }));
        return State.Get(ValueKind.Settings);
    }

    private static Error? Overflow(EnvironmentState next, EnvironmentValues values, string field)
        => values.Values.Count > ValueRules.MostValues ? Errors.ValidationFailed(field, $"would be more than {ValueRules.MostValues} together")
            : next.IsFull ? Errors.ValidationFailed(field, "would make the environment's variables and settings larger than 32 KB")
            : null;

    private AppendEvents Announce(TenantEvent happened) => new(Organization, [happened]);
}
