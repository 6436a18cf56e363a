namespace Tenantry.Hosting;

/// <summary>
/// Grains of a silo without a lease neither answer nor ask: what they know may be old, and what they announce may have been
/// overtaken. Orleans' own messages pass: by some the silo is found to live, and others are the ticks of grains' timers, which come
/// only once. A grain that is ticked may do no more than write its own record, under its condition.
/// </summary>
internal sealed class LeaseFilter(Lease lease) : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (IsOrleansOwn(context))
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
        if (!IsOrleansOwn(context))
            lease.Demand();
        return context.Invoke();
    }

    // By the type: the name of the interface by which timers tick does not say whose it is.
    private static bool IsOrleansOwn(IGrainCallContext context)
        => context.TargetId.IsSystemTarget() || context.Request.GetInterfaceType().Namespace?.StartsWith("Orleans", StringComparison.Ordinal) is true;
}
