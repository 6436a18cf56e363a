using Orleans.Concurrency;

namespace Tenantry.Grains;

[StatelessWorker, GrainType("pulse")]
internal sealed class PulseGrain : Grain, IPulseGrain
{
    public Task Beat() => Task.CompletedTask;
}
