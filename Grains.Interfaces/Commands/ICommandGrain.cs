using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>Runs commands that carry no idempotency key. Keeps nothing.</summary>
[Alias("ICommandGrain")]
public interface ICommandGrain : IGrainWithIntegerKey
{
    [Alias("Run"), AlwaysInterleave, ResponseTimeout(CallTimes.Command)]
    Task<Outcome> Run(Command command);
}
