using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>The stored plans.</summary>
internal sealed record PlanCatalogState
{
    /// <summary>Those of lower rank first.</summary>
    public ImmutableArray<Plan> Plans { get; init; } = [];

    public Plan? Find(string name) => Plans.FirstOrDefault(plan => plan.Name == name);

    /// <summary>The plans without one.</summary>
    public ImmutableArray<Plan> Others(string name) => Plans.RemoveAll(plan => plan.Name == name);
}

[GrainType("plan-catalog")]
internal sealed class PlanCatalogGrain(
    [PersistentState("record")] IPersistentState<Record<PlanCatalogState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<PlanCatalogState>(storage, surroundings), IPlanCatalogGrain
{
    public async Task Seed(ImmutableArray<Plan> plans)
    {
        if (State.Plans.IsEmpty)
            await Commit(State with { Plans = plans });
    }

    public Task<ImmutableArray<Plan>> List() => Task.FromResult(State.Plans);

    public Task<Result<Plan>> Get(string name) => Task.FromResult(View(name));

    public async Task<Result<Plan>> Put(Plan plan, long? ifRevision, Actor actor)
    {
        if (ifRevision is { } expected && (expected != Revision || State.Find(plan.Name) is null)) return Errors.RevisionMismatch();
        var others = State.Others(plan.Name);
        var read = PlanRules.Read(plan, others);
        if (!read.Succeeded) return read.Error;
        var before = State.Find(plan.Name);
        if (before is not null && PlanRules.SameTerms(before, read.Value)) return View(plan.Name);
        ImmutableArray<Plan> plans = [.. others.Add(read.Value).OrderBy(one => one.Rank).ThenBy(one => one.Name, StringComparer.Ordinal)];
        if (PlanRules.Refusal(plans) is { } refusal) return refusal;

        await Commit(
            State with { Plans = plans },
            new AppendEvents(
                LogId.Operators,
                TenantEvents.New(Ids, Now, EventTypes.PlanPut, actor, plan.Name).Changing(PlanRules.Changes(before, read.Value))));
        return View(plan.Name);
    }

    public async Task<Result<Done>> Remove(string name, long? ifRevision, Actor actor)
    {
        if (State.Find(name) is not { } plan) return Errors.PlanNotFound(name);
        if (ifRevision is { } expected && expected != Revision) return Errors.RevisionMismatch();
        if (PlanRules.Refusal(State.Others(name)) is { } refusal) return refusal;

        await Commit(
            State with { Plans = State.Others(name) },
            new AppendEvents(
                LogId.Operators, TenantEvents.New(Ids, Now, EventTypes.PlanRemoved, actor, name, ("displayName", plan.DisplayName))));
        return new Done();
    }

    private Result<Plan> View(string name) => State.Find(name) is { } plan ? plan with { Revision = Revision } : Errors.PlanNotFound(name);
}
