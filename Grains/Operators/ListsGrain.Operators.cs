namespace Tenantry.Grains;

internal sealed partial class ListsGrain
{
    public Task<Page<OperatorView>> Operators(string? after, int limit)
        => Read<Record<OperatorState>, OperatorView>(
            "operator/staff", after, limit,
            (key, record) => record.State.Created ? record.State.View(OperatorId.Wrap(key), record.Revision) : null);
}
