namespace Tenantry.Grains;

[GrainType("product")]
internal sealed class ProductGrain(
    [PersistentState("record")] IPersistentState<Record<ProductState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<ProductState>(storage, surroundings), IProductGrain
{
    public ValueTask<ProductDefinition> Get() => new(View());

    public async Task<Result<ProductDefinition>> Put(ProductDefinition definition, long? ifRevision)
    {
        if (ifRevision is { } expected && expected != View().Revision) return Errors.RevisionMismatch();

        await Commit(State with { Definition = definition });
        return View();
    }

    // Counts from 1 also before anything was put, so that there is an ETag to insist on.
    private ProductDefinition View() => (State.Definition ?? ProductState.Defaults) with { Revision = Revision + 1 };
}
