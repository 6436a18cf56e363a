namespace Tenantry.Hosting;

/// <summary>
/// Grains of a silo without a lease neither answer nor ask: what they know may be old, and what they announce may have been
/// overtaken. Orleans' own messages pass, since by them the silo is found to live.
/// </summary>
internal sealed class LeaseFilter(Lease lease) : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.TargetId.IsSystemTarget())
        {
            await context.Invoke();
            return;
        }

        lease.Demand();
        await context.Invoke();
        // The process may have been paused meanwhile.
        lease.Demand();
    }

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (!context.TargetId.IsSystemTarget())
            lease.Demand();
        return context.Invoke();
    }
}
