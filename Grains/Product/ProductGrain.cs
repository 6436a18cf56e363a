namespace Tenantry.Grains;

[GrainType("product")]
internal sealed class ProductGrain(
    [PersistentState("record")] IPersistentState<Record<ProductState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<ProductState>(storage, surroundings), IProductGrain
{
    public ValueTask<ProductDefinition> Get() => new(View());

    public async Task<Result<ProductDefinition>> Put(ProductDefinition definition, long? ifRevision, Actor actor)
    {
        if (ifRevision is { } expected && expected != View().Revision) return Errors.RevisionMismatch();

        var features = (await Grains.Plans().List()).SelectMany(plan => plan.Features.Keys).ToHashSet(StringComparer.Ordinal);
        var rules = new FieldRules();
        var next = ProductRules.Check(definition, features, rules);
        if (rules.AreBroken) return rules.ToError();
        if (GrainJson.ToBytes(new ProductState { Definition = next }).Length > ProductRules.LargestDefinition)
            return Errors.CapacityReached("bytes in a product definition", ProductRules.LargestDefinition);

        var changed = ProductRules.Changed(View(), next);
        if (changed.Length == 0) return View();

        await Commit(
            State with { Definition = next },
            new AppendEvents(
                LogId.Operators, TenantEvents.New(Ids, Now, EventTypes.ProductChanged, actor, "product", ("parts", string.Join(' ', changed)))));
        return View();
    }

    // Counts from 1 also before anything was put, so that there is an ETag to insist on.
    private ProductDefinition View() => (State.Definition ?? ProductState.Defaults) with { Revision = Revision + 1 };
}
